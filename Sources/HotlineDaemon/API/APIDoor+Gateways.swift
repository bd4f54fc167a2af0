import CallLog
import CallRouting
import HotlineAPI
import HotlineSettings
import HummingbirdCore
import OnCallRoster

extension APIDoor {
    /// What the daemon knows of one gateway.
    func gateway(_ call: APICall) async throws(APIFlaw) -> GatewayFacts {
        let name = call.parameters[0]
        guard let settings = settings.gateways.first(where: { $0.name == name }) else {
            throw APIFlaw("the settings have no gateway '\(name)'", status: 404)
        }
        await watch.lookApart()
        let seen = health.sightings[GatewayName(rawValue: name)]
        let alarms = watch.alarms.all.filter { $0.subject == name }.map { alarm in
            Status.Alarm(
                code: alarm.code.rawValue, since: alarm.since.description, message: alarm.message)
        }
        return GatewayFacts(
            gateway: name, dialect: settings.dialect.rawValue,
            authentication: settings.authentication,
            hasSecret: !watch.alarms.stands(.noSecret, about: name),
            publicURL: settings.publicURL, lastEvent: seen?.last.description,
            checksLine: settings.selfCall != nil,
            lastSelfCall: seen?.lastSelfCall?.description, now: clock.now.description,
            clockSynchronised: clock.isSynchronised, alarms: alarms)
    }
}
