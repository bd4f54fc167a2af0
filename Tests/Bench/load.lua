-- What wrk sends: calls that begin, and the end of each some hundred calls later. Without arguments: GET as given.
--
-- Arguments: the gateway's token, the hotline's number, how many calls of a thread are open at once, families' numbers.

local threads = 0

function setup(thread)
    threads = threads + 1
    thread:set("number", threads)
end

function init(arguments)
    if #arguments == 0 then
        local request_of_all = wrk.format()
        request = function() return request_of_all end
        return
    end
    token, hotline, open = arguments[1], arguments[2], tonumber(arguments[3])
    families = {}
    for index = 4, #arguments do families[#families + 1] = arguments[index] end
    -- wrk asks for a first request that it never sends, so a thread's first call is not ended.
    begun, ended, delivery = 0, 1, 0
end

local head = "POST /gateway/bench HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
    .. "Content-Type: application/json\r\nwebhook-id: t%d-%d\r\nContent-Length: %d\r\n\r\n%s"

function request()
    local body
    if begun - ended > open then
        ended = ended + 1
        body = string.format('{"type":"call.ended","call":"t%d-%d","by":"caller"}', number, ended)
    else
        begun = begun + 1
        body = string.format('{"type":"call.incoming","call":"t%d-%d","from":"%s","to":"%s"}',
            number, begun, families[begun % #families + 1], hotline)
    end
    delivery = delivery + 1
    return string.format(head, token, number, delivery, #body, body)
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        '\nBENCH {"requests":%d,"microseconds":%d,"refused":%d,"failed":%d,"p50_ms":%.3f,"p99_ms":%.3f}\n',
        summary.requests, summary.duration, errors.status,
        errors.connect + errors.read + errors.write + errors.timeout,
        latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
