using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Import;
using KsefTools.Core.Tests.Office;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Journal;

/// <summary>Whether what lies under a name is what is let go. Token 1 lies there each time.</summary>
public sealed class SecretCustodyTests : IDisposable
{
    private const string Own = $"ksef-prod-1111111111-token-o{OfficeBench.Id}";
    private const string Chosen = "klient-1";

    private readonly OfficeBench _bench = new();
    private readonly InMemoryVault _vault = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static SecretAddress Address(string name) => new("KsefVault", name);

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(Chosen, new[] { 1 }, null, null)]
    [InlineData(Chosen, new[] { 2 }, null, KeptReason.Another)]
    [InlineData(Chosen, new[] { 2, 1 }, null, null)]
    [InlineData(Chosen, new int[0], null, null)]
    [InlineData(Chosen, new int[0], 1, null)]
    [InlineData(Chosen, new int[0], 2, KeptReason.Another)]
    [InlineData(Chosen, new[] { 2 }, 1, null)]
    [InlineData(Chosen, new[] { 1 }, 2, KeptReason.Another)]
    [InlineData(Own, new int[0], null, null)]
    [InlineData(Own, new[] { 2 }, null, null)]
    [InlineData(Own, new int[0], 2, KeptReason.Another)]
    public async Task What_the_entries_and_the_token_s_number_tell_of_goes_and_another_stays(
        string name,
        int[] entries,
        int? reference,
        KeptReason? expected
    )
    {
        await KeepAsync(name);
        var leaving = Leave(entries.Select(number => (name, number)));
        using var custody = await SecretCustody.TakeAsync(_bench.Office, _vault, Cancel);

        var kept = await custody.LetGoAsync(
            [new SecretRelease(Address(name), leaving, reference is { } number ? Reference(number) : null)],
            Cancel
        );

        Assert.Equal(
            expected is { } reason ? [new KeptSecret(Address(name), reason)] : Array.Empty<KeptSecret>(),
            kept
        );
        Assert.Equal(expected is not null, (await _vault.ListAsync("KsefVault", Cancel)).Contains(name));
    }

    [Fact]
    public async Task What_is_not_there_any_more_is_let_go_without_a_word()
    {
        var leaving = Leave([(Chosen, 1)]);
        using var custody = await SecretCustody.TakeAsync(_bench.Office, _vault, Cancel);

        Assert.Empty(await custody.LetGoAsync([new SecretRelease(Address(Chosen), leaving, Reference(1))], Cancel));
        Assert.Empty(await custody.LetGoAsync([new SecretRelease(Address(Chosen), leaving)], Cancel));
    }

    [Fact]
    public async Task What_its_name_alone_tells_of_is_not_read()
    {
        await KeepAsync(Own);
        var vault = new FatefulVault(_vault);
        using var custody = await SecretCustody.TakeAsync(_bench.Office, vault, Cancel);

        await custody.LetGoAsync([new SecretRelease(Address(Own))], Cancel);

        Assert.Equal([VaultAct.Remove], vault.Requests.Select(request => request.Act));
    }

    [Fact]
    public async Task What_the_entry_of_another_secret_says_does_not_count()
    {
        await KeepAsync(Chosen);
        var leaving = Leave([("klient-2", 1), (Chosen, 2)]);
        using var custody = await SecretCustody.TakeAsync(_bench.Office, _vault, Cancel);

        var kept = await custody.LetGoAsync([new SecretRelease(Address(Chosen), leaving)], Cancel);

        Assert.Equal([new KeptSecret(Address(Chosen), KeptReason.Another)], kept);
    }

    [Theory]
    [InlineData("ksef-prod-1111111111-token-o00000001", false, KeptReason.OfAnotherOffice)]
    [InlineData(Chosen, true, KeptReason.Named)]
    [InlineData(Chosen, false, null)]
    public async Task Of_a_copied_secret_the_former_one_goes_unless_it_is_another_s_or_named_again(
        string name,
        bool isNamed,
        KeptReason? expected
    )
    {
        await KeepAsync(name);
        if (isNamed)
            _bench.WriteClient($"nip: \"1111111111\"\nname: X\naccess:\n- kind: token\n  secret: {name}\n");
        using var custody = await SecretCustody.TakeAsync(_bench.Office, _vault, Cancel);

        var kept = await custody.LetGoCopiedAsync(Address(name), Cancel);

        Assert.Equal(expected, kept.SingleOrDefault()?.Reason);
        Assert.Equal(expected is not null, (await _vault.ListAsync("KsefVault", Cancel)).Contains(name));
    }

    [Fact]
    public async Task A_former_secret_that_a_file_names_since_the_office_was_opened_stays()
    {
        await KeepAsync(Chosen);
        using var custody = await SecretCustody.TakeAsync(_bench.Office, _vault, Cancel);
        OfficeFolder
            .Open(_bench.Office.Path)
            .Patch(editor =>
                editor.AddIdentity(
                    new OfficeIdentity
                    {
                        Name = "seal",
                        Kind = "seal",
                        Subject = OfficeBench.OfficeNip.Value,
                        Secret = Chosen,
                    }
                )
            );

        var kept = await custody.LetGoCopiedAsync(Address(Chosen), Cancel);

        Assert.Equal([new KeptSecret(Address(Chosen), KeptReason.Named)], kept);
    }

    [Theory]
    [InlineData(KeptReason.OfAnotherOffice, "it is another office's")]
    [InlineData(KeptReason.Another, "another token or certificate lies there")]
    [InlineData(KeptReason.Named, "another file of the office names it")]
    public void Why_a_secret_stays_is_told_with_its_place(KeptReason reason, string expected)
    {
        var said = new KeptSecret(Address(Chosen), reason).ToString();

        Assert.StartsWith($"The vault keeps KsefVault/{Chosen}: ", said, StringComparison.Ordinal);
        Assert.Contains(expected, said, StringComparison.Ordinal);
    }

    private Task KeepAsync(string name) =>
        _vault.WriteAsync(
            new Dictionary<SecretAddress, SecretText>
            {
                [Address(name)] = new(ImportBench.Token(1, OfficeBench.ClientNip)),
            },
            Cancel
        );

    private LeavingEntries? Leave(IEnumerable<(string Secret, int Number)> entries)
    {
        var lines = entries
            .Select(entry => $"- kind: token\n  secret: {entry.Secret}\n  reference: {Reference(entry.Number)}\n")
            .ToList();
        if (lines.Count == 0)
            return null;
        _bench.WriteClient($"nip: \"1111111111\"\nname: X\naccess:\n{string.Concat(lines)}");
        var profile = _bench.Office.Profiles.Read(OfficeBench.ClientNip)!.Profile!;
        return new LeavingEntries(profile, profile.Access);
    }

    private static string Reference(int number) => ImportBench.Token(number, OfficeBench.ClientNip)[..36];
}
