namespace KsefTools.Core.Tests.Office;

/// <summary>
/// One client's file in the many ways in which people write YAML. All are valid, and all differ in style.
/// </summary>
internal static class ProfileCorpus
{
    private const string Secret = "ksef-prod-1111111111-token";

    public static IReadOnlyDictionary<string, string> Texts { get; } = Build();

    private static Dictionary<string, string> Build()
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["shortest"] = "nip: \"1111111111\"\nname: X\n",
            ["no line break at the end"] = "nip: \"1111111111\"\nname: X",
            ["comments everywhere"] =
                "# head\n\n# about the nip\nnip: \"1111111111\"   # sacred\n# about the name\nname: X # short\n\n"
                + "tags: # many\n  # first\n  - a   # of a\n  # second\n  - b\n  # tail of tags\n\n"
                + $"access:  # who\n  # the token\n  - kind: token # k\n    # its secret\n    secret: {Secret} # s\n"
                + "    generatedBy: anna # g\n  # nothing more\n# foot\n",
            ["dashes not indented"] =
                $"nip: '1111111111'\nname: 'X'\ntags:\n- a\n- b\naccess:\n- secret: {Secret}\n  kind: token\n- "
                + "identity: seal\n",
            ["four spaces and wide dashes"] =
                "nip: \"1111111111\"\nname: X\ntags:\n    -   a\n    -   b\naccess:\n    -   kind: token\n        "
                + $"secret: {Secret}\n",
            ["all in flow"] =
                $"{{nip: \"1111111111\", name: X, tags: [a, b], access: [{{kind: token, secret: {Secret}}}]}}\n",
            ["flow over lines"] =
                "{\n  nip: \"1111111111\", # n\n  name: X,\n  tags: [\n    a, # first\n    b,\n  ],\n"
                + $"  access: [\n    {{ kind: token, secret: {Secret} }},\n  ],\n}}\n",
            ["like JSON"] =
                $"{{\n  \"nip\": \"1111111111\",\n  \"name\": \"X\",\n  \"tags\": [\"a\", \"b\"],\n  \"access\": "
                + $"[{{\"kind\": \"token\", \"secret\": \"{Secret}\"}}]\n}}\n",
            ["lists in flow"] =
                $"nip: \"1111111111\"\nname: X\ntags: [ a, 'b' , ] # t\naccess: [{{kind: token, secret: {Secret}}}] "
                + "# a\n",
            ["empty values"] =
                "nip: \"1111111111\"\nname: X\ntags:   # none\ncontact:\npermissions: []  # p\naccess:  # none yet\n",
            ["empty lists"] =
                "nip: \"1111111111\"\nname: X\ntags: []\ncontact: ~\naccess: [] # none yet\npermissions: null\n",
            ["another order and unknown keys"] =
                $"access:\n  - secret: {Secret}\n    note: keep me\nzzz: 1\ncontact: \"a@b.pl\"\nname: 'It''s "
                + $"X'\nnip: \"1111111111\"\nown:\n  deep:\n    - 1\n    - {{x: y}}\ntags: [a]\n",
            ["texts over lines"] =
                "nip: \"1111111111\"\nname: >-  # folded\n  Biuro\n  X\n\n# between\ncontact: |\n  line one\n  "
                + "line two\n\ntags: [a, b]\nown: plain\n  over lines\n",
            ["quotes over lines"] =
                "nip: \"1111111111\"\nname: \"X\n  and Y\"\ncontact: 'one\n\n  two'\ntags: [\"a\",\n  'b']\n",
            ["a document start and end"] = "---\nnip: \"1111111111\"\nname: X\ntags:\n- a\n...\n",
            ["no spaces after commas"] = "nip:    \"1111111111\"\nname:\tX\ntags: [a,b,c]\n",
            ["strange letters"] = "nip: \"1111111111\"\nname: Żółć 😀 X\n# zażółć 😀\ntags: [ł, 😀]\ncontact: ąę\n",
            ["empty lines between"] =
                "\n\nnip: \"1111111111\"\n\n\nname: X\n\n\naccess:\n\n  - kind: token\n\n    secret: "
                + $"{Secret}\n\n\n  - identity: seal\n\n\ntags:\n\n  - a\n\n  - b\n\n\n",
            ["dash on a line of its own"] =
                $"nip: \"1111111111\"\nname: X\naccess:\n  -\n    kind: token\n    secret: {Secret}\n  -\n    "
                + "identity: seal\ntags:\n  -\n    a\n  - b\n",
            ["key on a line of its own"] = "nip:\n  \"1111111111\"\nname:\n  X\ntags:\n  [a, b]\n",
        };
        foreach (var (name, text) in texts.ToArray())
        {
            texts[$"{name}, CRLF"] = text.Replace("\n", "\r\n", StringComparison.Ordinal);
            texts[$"{name}, BOM"] = $"\uFEFF{text}";
        }
        return texts;
    }
}
