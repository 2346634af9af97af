using KsefTools.Core.Audit.Facts;
using KsefTools.Core.Audit.Observations;
using KsefTools.Core.Tests.Audit.Rules;
using KsefTools.Practice;

namespace KsefTools.Core.Tests.Audit.Observations;

public sealed class ObservationStoreTests : IDisposable
{
    private static readonly Observation Seen = new()
    {
        Status = CredentialStatus.Warning,
        TestedAt = FactsOf.Now,
        Findings = [FindingCode.Unused],
        Reference = FactsOf.Reference,
        Use = new UseMemory(FactsOf.Now, null, FactsOf.Now.AddDays(-3)),
    };

    private readonly TemporaryFolder _office = new();
    private readonly string _folder;

    public ObservationStoreTests() => _folder = _office.PathOf(".state");

    public void Dispose() => _office.Dispose();

    private string ClientFile => Path.Combine(_folder, FactsOf.Nip + ".json");

    [Fact]
    public void What_was_written_is_found_by_the_next_process()
    {
        new ObservationStore(_folder).Write(FactsOf.Credential(), Seen);

        var found = new ObservationStore(_folder).Find(FactsOf.Credential());

        Assert.Equivalent(Seen, found, strict: true);
    }

    [Fact]
    public void Nothing_is_known_before_the_first_audit() =>
        Assert.Null(new ObservationStore(_folder).Find(FactsOf.Credential()));

    [Theory]
    [InlineData("")]
    [InlineData("{ \"credentials\": {")]
    [InlineData("null")]
    [InlineData("{ \"credentials\": { \"ksef-prod-5260001246-token\": { \"status\": \"Splendid\" } } }")]
    [InlineData("{ \"credentials\": null }")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{ \"credentials\": { \"ksef-prod-5260001246-token\": null } }")]
    [InlineData("{ \"credentials\": { \"\\uD800\": 1 } }")]
    public void A_corrupt_file_is_as_good_as_none_and_heals_with_the_next_audit(string content)
    {
        Directory.CreateDirectory(_folder);
        File.WriteAllText(ClientFile, content);
        var store = new ObservationStore(_folder);

        Assert.Null(store.Find(FactsOf.Credential()));
        store.Write(FactsOf.Credential(), Seen);
        Assert.NotNull(store.Find(FactsOf.Credential()));
    }

    [Fact]
    public void A_client_with_two_credentials_keeps_both()
    {
        var second = FactsOf.Credential() with { SecretName = "ksef-test-5260001246-token" };
        var store = new ObservationStore(_folder);

        store.Write(FactsOf.Credential(), Seen);
        store.Write(second, Seen with { Status = CredentialStatus.Critical });

        Assert.Equal(
            (CredentialStatus.Warning, CredentialStatus.Critical),
            (store.Find(FactsOf.Credential())!.Status, store.Find(second)!.Status)
        );
    }

    [Fact]
    public async Task Two_writers_at_once_leave_a_file_that_reads()
    {
        ObservationStore[] stores = [new(_folder), new(_folder)];

        await Task.WhenAll(
            stores.Select(store =>
                Task.Run(() =>
                {
                    for (var i = 0; i < 200; i++)
                    {
                        store.Write(FactsOf.Credential(), Seen);
                        Assert.NotNull(store.Find(FactsOf.Credential()));
                    }
                })
            )
        );

        Assert.Equal([ClientFile], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Files_and_folder_are_readable_by_the_owner_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows protects the folder by the profile's access list.");
        new ObservationStore(_folder).Write(FactsOf.Credential(), Seen);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, Mode(ClientFile));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, Mode(_folder));
    }

    [Fact]
    public void A_nip_from_a_hand_written_profile_cannot_leave_the_folder()
    {
        new ObservationStore(_folder).Write(FactsOf.Credential() with { Nip = "../../52600" }, Seen);

        Assert.Equal([Path.Combine(_folder, "52600.json")], Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_forgotten_client_has_no_observation()
    {
        var store = new ObservationStore(_folder);
        store.Write(FactsOf.Credential(), Seen);

        store.Forget(FactsOf.Nip);

        Assert.Null(store.Find(FactsOf.Credential()));
    }

    private static UnixFileMode Mode(string path) =>
        OperatingSystem.IsWindows() ? throw new PlatformNotSupportedException() : File.GetUnixFileMode(path);
}
