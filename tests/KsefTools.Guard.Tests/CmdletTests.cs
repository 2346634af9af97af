using System.Security;

namespace KsefTools.Guard.Tests;

/// <summary>What every cmdlet keeps to, so that a person who knows one knows all.</summary>
public sealed class CmdletTests
{
    // Verbs after which something is different: there must be a -WhatIf.
    private static readonly string[] ChangingVerbs =
    [
        "Initialize",
        "Approve",
        "New",
        "Set",
        "Remove",
        "Import",
        "Export",
        "Move",
        "Update",
        "Revoke",
        "Grant",
        "Close",
        "Request",
        "Complete",
        "Convert",
        "Restore",
    ];

    public static TheoryData<string> Names => [.. CmdletInfo.All.Select(cmdlet => cmdlet.Name)];

    [Fact]
    public void The_manifest_lists_exactly_the_cmdlets_that_exist() =>
        Assert.Equal(
            CmdletInfo.All.Select(cmdlet => cmdlet.Name).Order(StringComparer.Ordinal),
            Manifest.CmdletsToExport.Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void The_name_is_an_approved_verb_and_a_noun_with_our_prefix(string name)
    {
        var cmdlet = CmdletInfo.Named(name);
        Assert.Contains(cmdlet.Verb, CmdletInfo.ApprovedVerbs);
        Assert.StartsWith("Ksef", cmdlet.Noun, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_output_type_is_declared(string name)
    {
        var cmdlet = CmdletInfo.Named(name);
        // Remove writes nothing, as PowerShell's own do.
        Assert.True(cmdlet.OutputTypes.Count > 0 || cmdlet.Verb is "Remove", $"{name} declares no OutputType.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_change_can_be_tried_with_WhatIf(string name)
    {
        var cmdlet = CmdletInfo.Named(name);
        // An audit changes nothing; a request may.
        var changes = ChangingVerbs.Contains(cmdlet.Verb, StringComparer.Ordinal) || name is "Invoke-KsefRequest";
        Assert.Equal(changes, cmdlet.SupportsShouldProcess);
    }

    [Fact]
    public void A_removal_asks_first()
    {
        var removals = CmdletInfo.All.Where(cmdlet => cmdlet.Verb is "Remove" or "Revoke").ToList();
        Assert.NotEmpty(removals);
        Assert.All(removals, cmdlet => Assert.True(cmdlet.ConfirmImpactIsHigh, cmdlet.Name));
    }

    [Fact]
    public void A_switch_that_does_for_good_what_cannot_be_undone_asks_first()
    {
        // In cmdlets of high impact PowerShell itself asks; in all others the switch does, by FinalQuestion.
        var switches =
            from cmdlet in CmdletInfo.All
            where !cmdlet.ConfirmImpactIsHigh
            from parameter in cmdlet.Parameters
            where parameter.PropertyType == typeof(System.Management.Automation.SwitchParameter)
            where
                parameter.Name.StartsWith("Revoke", StringComparison.Ordinal)
                || parameter.Name.StartsWith("Remove", StringComparison.Ordinal)
            select (cmdlet, Name: $"{cmdlet.Name} -{parameter.Name}");
        var found = switches.OrderBy(item => item.Name, StringComparer.Ordinal).ToList();
        Assert.Equal(
            ["Convert-KsefToCertificate -RevokeToken", "Update-KsefCertificate -RevokeOld"],
            found.Select(item => item.Name)
        );
        Assert.All(
            found,
            item =>
                Assert.Contains(
                    "_question.Ask(",
                    File.ReadAllText(
                        Code.Sources("src", "KsefTools.Cmdlets", "Commands")
                            .Single(file => Path.GetFileNameWithoutExtension(file) == item.cmdlet.Type.Name)
                    ),
                    StringComparison.Ordinal
                )
        );
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_secret_can_be_an_argument_s_text(string name)
    {
        // Transcripts and script-block logs record arguments.
        string[] words = ["Token", "Password", "Secret", "Passphrase", "Pin", "Key"];
        Type[] allowed =
        [
            typeof(SecureString),
            typeof(SecureString[]),
            typeof(System.Management.Automation.PSCredential),
        ];
        var open = CmdletInfo
            .Named(name)
            .Parameters.Where(parameter => words.Contains(parameter.Name, StringComparer.OrdinalIgnoreCase))
            .Where(parameter => !allowed.Contains(parameter.PropertyType));
        Assert.Empty(open.Select(parameter => $"-{parameter.Name} is a {parameter.PropertyType.Name}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_path_that_may_be_a_pattern_can_be_given_as_it_is_written(string name)
    {
        var parameters = CmdletInfo.Named(name).Parameters;
        var patterns = parameters.Where(parameter =>
            parameter.Name.EndsWith("Path", StringComparison.Ordinal)
            && Has(parameter, attribute => attribute == typeof(System.Management.Automation.SupportsWildcardsAttribute))
        );
        if (patterns.Any())
            Assert.Contains(parameters, parameter => parameter.Name == "LiteralPath");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Text_is_taken_as_it_is_meant(string name)
    {
        // What copying brings along and nobody sees is left out (TidyText and the other transformations), refused
        // where a text is to be kept (ValidatePlainText), or cannot be in the text (ValidateSet). Paths see to it
        // themselves (FilePaths).
        var open =
            from parameter in CmdletInfo.Named(name).Parameters
            where parameter.PropertyType == typeof(string) || parameter.PropertyType == typeof(string[])
            where !parameter.Name.EndsWith("Path", StringComparison.Ordinal) && parameter.Name is not "OutFile"
            where
                !Has(
                    parameter,
                    attribute =>
                        attribute.Name.EndsWith("TransformationAttribute", StringComparison.Ordinal)
                        || attribute.Name
                            is "TidyTextAttribute"
                                or "ValidatePlainTextAttribute"
                                or "ValidateSetAttribute"
                )
            select parameter.Name;
        Assert.Empty(open);
    }

    private static bool Has(System.Reflection.PropertyInfo parameter, Func<Type, bool> attribute) =>
        parameter.GetCustomAttributesData().Any(data => attribute(data.AttributeType));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_class_is_sealed_and_alone_in_a_file_of_its_name(string name)
    {
        var type = CmdletInfo.Named(name).Type;
        Assert.True(type.IsSealed);
        Assert.Single(
            Code.Sources("src", "KsefTools.Cmdlets", "Commands"),
            file => Path.GetFileNameWithoutExtension(file) == type.Name
        );
        Assert.Equal(name.Replace("-", "", StringComparison.Ordinal) + "Command", type.Name);
    }
}
