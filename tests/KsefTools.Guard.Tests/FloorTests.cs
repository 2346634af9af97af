using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Fluent.Syntax.Elements.Types;
using ArchUnitNET.Loader;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using static ArchUnitNET.Fluent.Slices.SliceRuleDefinition;

namespace KsefTools.Guard.Tests;

/// <summary>
/// The engine's rooms are floors: each uses those below it and none above it, so that no circle can form. A picture:
/// docs/how-it-works.md.
/// </summary>
public sealed class FloorTests
{
    private const string Core = "KsefTools.Core";
    private const string Sandbox = "KsefTools.Sandbox";

    /// <summary>From the ground up; rooms of one line stand beside each other and do not use each other.</summary>
    private static readonly string[][] Floors =
    [
        ["Letters"],
        ["Files"],
        ["Secrets"],
        ["Identifiers"],
        ["Api"],
        ["Keys"],
        ["Office"],
        ["SignIn"],
        ["Credentials"],
        ["Journal"],
        ["Certificates"],
        ["Audit"],
        ["Permissions"],
        ["Conversion"],
        ["Tokens", "Import", "Signing", "Lint"],
        ["Runs", "Access"],
        ["Reports"],
