import Testing

@Suite struct LexerTests {
    private func code(_ text: String) -> [String] {
        Lexer.tokens(of: text).filter { !$0.isLiteral }.map(\.text)
    }

    private func literals(_ text: String) -> [String] {
        Lexer.tokens(of: text).filter(\.isLiteral).map(\.text)
    }

    @Test func `words and symbols are tokens`() {
        #expect(code("let aå_1=$0.b") == ["let", "aå_1", "=", "$0", ".", "b"])
    }

    @Test func `comments and names between backticks are no code`() {
        #expect(code("a // b \"c\n/* d /* e */ f \" */ g") == ["a", "g"])
        #expect(code("func `a sleep`() {}") == ["func", "(", ")", "{", "}"])
    }

    @Test func `a literal is one token`() {
        #expect(literals(#"a("b // c", "d")"#) == ["b // c", "d"])
        #expect(literals(#"a("b \" c", "")"#) == [#"b " c"#, ""])
        #expect(literals("\"\"\"\na \"b\" c\n\"\"\"") == ["\na \"b\" c\n"])
        #expect(literals(##"#"a "b" \n"#, "c""##) == [#"a "b" \n"#, "c"])
    }

    @Test func `values put into a literal are code`() {
        let text = #""a \(b(c, "d")) e" + f"#
        #expect(code(text) == ["b", "(", "c", ",", ")", "+", "f"])
        #expect(literals(text) == ["a   e", "d"])
        #expect(Lexer.tokens(of: text).first?.kind == .literal(interpolates: true))
        #expect(literals(##"#"a \(b) \#(c)"#"##) == [#"a \(b)  "#])
    }

    @Test func `a literal that is not closed ends with its line`() {
        #expect(code("\"a\nb") == ["b"])
    }

    @Test func `lines are counted through comments and literals`() {
        let tokens = Lexer.tokens(of: "/*\n*/ a\n\"\"\"\nb\n\"\"\" c")
        #expect(tokens.map(\.line) == [2, 3, 5])
    }

    @Test func `an import names its module`() {
        let file = SwiftFile(path: "A.swift", text: "package import B\nimport struct C.D\n")
        #expect(file.imports.map(\.module) == ["B", "C"])
        #expect(file.imports.map(\.line) == [1, 2])
    }
}
