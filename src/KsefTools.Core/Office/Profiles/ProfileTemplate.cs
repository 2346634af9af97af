using System.Text;
using KsefTools.Core.Office.Yaml;

namespace KsefTools.Core.Office.Profiles;

/// <summary>The text of a new client's file.</summary>
internal static class ProfileTemplate
{
    public static string Text(ClientProfile profile)
    {
        var text = new StringBuilder();
        text.Append("nip: ").Append(ScalarText.Quoted(profile.Nip.Value)).Append('\n');
        text.Append("name: ").Append(ScalarText.Of(profile.Name.Trim())).Append('\n');
        if (profile.Environment is { } environment)
            text.Append("environment: ").Append(ScalarText.Of(environment)).Append('\n');
        Append(text, "tags", profile.Tags);
        if (!string.IsNullOrWhiteSpace(profile.Contact))
            text.Append("contact: ").Append(ScalarText.Of(profile.Contact.Trim())).Append('\n');
        Append(text, "permissions", profile.Permissions);
        if (profile.Access.Count > 0)
            text.Append("access:\n");
        foreach (var entry in profile.Access)
        {
            var lead = "  - ";
            foreach (var (key, value) in ProfileEditor.Pairs(entry))
                if (value is not null)
                {
                    text.Append(lead).Append(key).Append(": ").Append(ScalarText.Of(value)).Append('\n');
                    lead = "    ";
                }
        }
        return text.ToString();
    }

    private static void Append(StringBuilder text, string key, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
            text.Append(key).Append(": [").AppendJoin(", ", values.Select(value => ScalarText.Of(value))).Append("]\n");
    }
}
