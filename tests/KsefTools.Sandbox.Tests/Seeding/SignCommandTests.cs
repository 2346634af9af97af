using System.CommandLine;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.Seeding;
using KsefTools.Sandbox.Seeding.Files;
using KsefTools.Sandbox.Signing;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Seeding;

/// <summary><c>sign</c>, by which signing in another program is practised.</summary>
public sealed class SignCommandTests : XadesTest
{
    private readonly string folder = Directory.CreateTempSubdirectory("ksef-sign-").FullName;

    private string RequestFile => Path.Combine(folder, "5260001246.xml");

    private string SignedFile => Path.Combine(folder, "5260001246.signed.xml");

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return base.DisposeAsync();
    }

    [Theory]
    [InlineData("--nip", "5265877635", SubjectIdentifierType.Nip)]
    [InlineData("--pesel", "44051401359", SubjectIdentifierType.Pesel)]
    public async Task A_certificate_made_on_the_spot_signs_in(string option, string value, SubjectIdentifierType type)
    {
        // Such a certificate goes by the machine's time.
        Host.Clock.MoveTo(TimeProvider.System.GetUtcNow());
        World.AddPerson(new PersonRecord(Client.Value, "44051401359", "Anna Żak"));
        await WriteRequestAsync();

        var (exit, output, _) = Run(RequestFile, option, value);

        Assert.Equal(0, exit);
        Assert.Contains(SignedFile, output, StringComparison.Ordinal);
        Assert.Equal(200, Verdict(await AnswerAsync()).Code);
        Assert.Equal(new SubjectIdentifier(type, value), World.Sessions.All.Single().Subject);
    }

    [Theory]
    [InlineData("seal")]
    [InlineData("employee")]
    public async Task The_seeds_own_people_sign_in_as_in_production(string name)
    {
        var office = OfficeSeed.Create(new SeedOptions { Clients = 60 });
        office.ApplyTo(Host);
        SeedFiles.Write(office, folder);
        Host.Main.Settings.SelfSignedCertificates = false;
        var context = name is "seal"
            ? office.Nip
            : office.Truth.Clients.First(c => c.Conversion is { EmployeePermissions.Count: > 0 }).Nip;
        await WriteRequestAsync(ContextIdentifier.Nip(context));

        var (exit, _, _) = Run(
            RequestFile,
            "--as",
            name,
            "--certificates",
            Path.Combine(folder, SeedFiles.Certificates)
        );

        Assert.Equal(0, exit);
        Assert.Equal(200, Verdict(await AnswerAsync()).Code);
    }

    [Fact]
    public async Task No_byte_of_the_request_changes()
    {
        await WriteRequestAsync();
        var request = await File.ReadAllTextAsync(RequestFile);

        Run(RequestFile, "--nip", Client.Value);

        var signed = await File.ReadAllTextAsync(SignedFile);
        var begin = signed.IndexOf("<ds:Signature", StringComparison.Ordinal);
        var end = signed.IndexOf("</ds:Signature>", StringComparison.Ordinal) + "</ds:Signature>".Length;
        Assert.Equal(request, signed.Remove(begin, end - begin));
    }

    [Fact]
    public async Task A_pattern_takes_every_request_once_and_nothing_that_is_signed()
    {
        await WriteRequestAsync();
        var all = Path.Combine(folder, "*.xml");

        Run(all, "--nip", Client.Value);
        var (exit, output, _) = Run(all, "--nip", Client.Value);

        Assert.Equal(0, exit);
        Assert.Single(output.Trim().Split('\n'));
        Assert.Equal(2, Directory.GetFiles(folder).Length);
    }

    [Theory]
    [InlineData("<Other/>", "no AuthTokenRequest")]
    [InlineData("words", "no XML")]
    [InlineData("<!DOCTYPE x><AuthTokenRequest></AuthTokenRequest>", "no XML")]
    [InlineData("<AuthTokenRequest/>", "no content")]
    [InlineData(
        "<AuthTokenRequest><Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"/></AuthTokenRequest>",
        "signed already"
    )]
    public async Task What_cannot_be_signed_is_said_in_a_line(string content, string reason)
    {
        await File.WriteAllTextAsync(RequestFile, content);

        var (exit, _, error) = Run(RequestFile, "--nip", Client.Value);

        Assert.Equal(1, exit);
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.False(File.Exists(SignedFile));
    }

    [Theory]
    [InlineData("--nip", "123")]
    [InlineData("--pesel", "5265877635")]
    [InlineData("--certificates", "nowhere.json")]
    public async Task A_signer_that_there_is_not_is_said_in_a_line(string option, string value)
    {
        await WriteRequestAsync();

        var (exit, _, error) = Run(RequestFile, option, value);

        Assert.Equal(1, exit);
        Assert.NotEmpty(error);
    }

    [Fact]
    public async Task A_name_that_the_seed_does_not_know_is_told_with_those_it_knows()
    {
        SeedFiles.Write(OfficeSeed.Create(new SeedOptions { Clients = 12 }), folder);
        await WriteRequestAsync();

        var (exit, _, error) = Run(
            RequestFile,
            "--as",
            "boss",
            "--certificates",
            Path.Combine(folder, SeedFiles.Certificates)
        );

        Assert.Equal(1, exit);
        Assert.Contains("seal, employee", error, StringComparison.Ordinal);
    }

    private async Task WriteRequestAsync(ContextIdentifier? context = null) =>
        await File.WriteAllTextAsync(RequestFile, Request(await ChallengeAsync(), context));

    private async Task<System.Text.Json.JsonElement> AnswerAsync() =>
        await StatusOfAsync(await SendXmlAsync(await File.ReadAllBytesAsync(SignedFile)));

    private static (int Exit, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = SignCommand
            .Create()
            .Parse(args)
            .Invoke(new InvocationConfiguration { Output = output, Error = error });
        return (exit, output.ToString(), error.ToString());
    }
}
