using System.Text.Json;
using KsefTools.Sandbox.Control;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.Hosting;

namespace KsefTools.Sandbox.Tests.Control;

/// <summary>docs/sandbox.md names whatever can be set, asked for or made to fail.</summary>
public sealed class DocumentedTests
{
    private static readonly Lazy<string> Page = new(() => File.ReadAllText(Find("docs/sandbox.md")));

    public static TheoryData<string> Settings =>
        [.. typeof(SandboxSettings).GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name))];

    public static TheoryData<string> Requests => [.. ControlEndpoints.All.Select(a => a.Path[1..]).Distinct()];

    public static TheoryData<string> Faults => [.. Enum.GetNames<FaultKind>()];

    [Theory]
    [MemberData(nameof(Settings))]
    [MemberData(nameof(Faults))]
    public void A_setting_and_a_kind_of_fault_stand_there(string name) => Assert.Matches($"`{name}[`:]", Page.Value);

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_control_request_stands_there(string path) =>
        Assert.Matches($@"`[A-Z]+ (/_sandbox/)?{System.Text.RegularExpressions.Regex.Escape(path)}`", Page.Value);

    private static string Find(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, path);
            if (File.Exists(file))
                return file;
        }

        throw new FileNotFoundException(path);
    }
}
