using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using KsefTools.Sandbox.Seeding;
using KsefTools.Sandbox.Seeding.Files;
using KsefTools.Sandbox.Seeding.Truth;

namespace KsefTools.Sandbox.Tests.Seeding;

public sealed class SeedCommandTests : IDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"ksef-seed-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void The_files_are_those_of_the_same_seed_in_process()
    {
        var (exit, _) = Run("--clients", "12", "--seed", "9", "--today", "2026-12-01");
        Assert.Equal(0, exit);
        var office = OfficeSeed.Create(
            new SeedOptions
            {
                Clients = 12,
                Seed = 9,
                Today = new(2026, 12, 1),
            }
        );
        Assert.Equal(office.TokensCsv.ToArray(), File.ReadAllBytes(Path.Combine(folder, SeedFiles.Tokens)));
        Assert.Equal(
            OfficeSeedTests.WorldOf(office),
            OfficeSeedTests.WorldOf(WorldFile.Read(Path.Combine(folder, SeedFiles.World)))
        );
        var truth = JsonSerializer.Deserialize<SeedTruth>(
            File.ReadAllBytes(Path.Combine(folder, SeedFiles.Truth)),
            SeedJson.Options
        );
        Assert.Equivalent(office.Truth, truth);
    }

    [Fact]
    public void Nobody_but_the_owner_may_read_them()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        Run();
        Run();
        Assert.All(Directory.GetFiles(folder), f => Assert.Equal("rw-------", ModeOf(f)));
        Assert.Equal("rwx------", ModeOf(folder));
        Assert.Equal(4, Directory.GetFiles(folder).Length);
    }

    [Fact]
    public void The_world_file_brings_back_the_worlds()
    {
        Run("--clients", "60");
        var file = WorldFile.Read(Path.Combine(folder, SeedFiles.World));
        var office = OfficeSeed.Create(new SeedOptions());
        Assert.Equal(office.Now, file.Now);
        Assert.Equivalent(office.Main, file.Main, strict: true);
        Assert.Equivalent(office.Test, file.Test, strict: true);
    }

    [Theory]
    [InlineData("{\"format\":1}")]
    [InlineData("{}")]
    [InlineData("tokens")]
    public void A_file_that_is_no_world_file_is_refused_without_quoting_it(string content)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "secret.json");
        File.WriteAllText(path, content);
        var error = Assert.Throws<InvalidDataException>(() => WorldFile.Read(path));
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Null(error.InnerException);
    }

    [Fact]
    public void Each_certificate_is_written_with_its_truth_and_its_key()
    {
        Run("--clients", "60");
        using var truth = Read(SeedFiles.Truth);
        using var certificates = Read(SeedFiles.Certificates);
        foreach (
            var (told, written) in truth
                .RootElement.GetProperty("certificates")
                .EnumerateArray()
                .Zip(certificates.RootElement.EnumerateArray())
        )
        {
            Assert.All(
                told.EnumerateObject(),
                p => Assert.True(JsonElement.DeepEquals(p.Value, written.GetProperty(p.Name)), p.Name)
            );
            using var certificate = X509Certificate2.CreateFromPem(written.GetProperty("pem").GetString());
            using var key = ECDsa.Create();
            key.ImportFromPem(written.GetProperty("pem").GetString());
            Assert.Equal(told.GetProperty("serialNumber").GetString(), certificate.SerialNumber);
            var fits = key.ExportSubjectPublicKeyInfo()
                .AsSpan()
                .SequenceEqual(certificate.PublicKey.ExportSubjectPublicKeyInfo());
            Assert.Equal(told.GetProperty("case").ValueEquals("ClientKeyMismatch"), !fits);
        }
    }

    [Fact]
    public void It_says_whose_office_it_is_and_what_to_type()
    {
        var (_, output) = Run("--clients", "12");
        var office = OfficeSeed.Create(new SeedOptions { Clients = 12 });

        Assert.Contains($"-Nip {office.Nip} -Name '{office.Name}'", output, StringComparison.Ordinal);
        Assert.Contains(office.Truth.Employee.Pesel, output, StringComparison.Ordinal);
        Assert.Contains($"serve --world '{Path.Combine(folder, SeedFiles.World)}'", output, StringComparison.Ordinal);
        Assert.Contains("sign ./signing/*.xml --as seal", output, StringComparison.Ordinal);
    }

    /// <summary>A default in the machine's culture was once shown, which the command itself refuses.</summary>
    [Fact]
    public void Its_help_shows_the_usual_day_as_it_takes_it()
    {
        using var output = new StringWriter();

        new RootCommand { SeedCommand.Create() }
            .Parse(["seed", "--help"])
            .Invoke(new InvocationConfiguration { Output = output });

        Assert.Contains("2026-11-22 unless given", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotMatch("[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}", output.ToString());
    }

    [Fact]
    public void What_it_prints_holds_no_secret()
    {
        var (_, output) = Run("--clients", "60");
        Assert.All(
            OfficeSeed.Create(new SeedOptions()).Main.Tokens,
            t => Assert.DoesNotContain(t.Text[^64..], output, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("--clients", "0")]
    [InlineData("--today", "22.11.2026")]
    [InlineData("--separator", "|")]
    [InlineData("--encoding", "ebcdic")]
    public void A_switch_that_makes_no_sense_is_refused(string name, string value)
    {
        var (exit, _) = Run(name, value);
        Assert.NotEqual(0, exit);
        Assert.False(Directory.Exists(folder));
    }

    private (int Exit, string Output) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        var configuration = new InvocationConfiguration { Output = output, Error = output };
        var exit = SeedCommand.Create().Parse([.. arguments, "--out", folder]).Invoke(configuration);
        return (exit, output.ToString());
    }

    private JsonDocument Read(string name) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, name)));

    private static string ModeOf(string path)
    {
        if (OperatingSystem.IsWindows())
            return "";
        var mode = File.GetUnixFileMode(path);
        const string letters = "rwxrwxrwx";
        return string.Concat(letters.Select((c, i) => mode.HasFlag((UnixFileMode)(1 << (8 - i))) ? c : '-'));
    }
}
