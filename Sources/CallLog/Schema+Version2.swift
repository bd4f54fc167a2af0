extension Schema {
    /// Takes away two indexes that cost a page or two of every commit: nobody asks by family yet,
    /// and a call is found through each gateway's own calls.
    static let version2 = """
        DROP INDEX call_family;
        DROP INDEX call_name;
        """
}
