using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Journal.Moving;

/// <summary>
/// Takes a secret of the office to another vault under its own name: copied, read back, named by every file that named
/// the former one, and only then removed there. At every moment a file names a place that has it; what a killed process
/// left is completed by the next one.
/// </summary>
/// <param name="office">The office.</param>
/// <param name="vault">All vaults.</param>
/// <param name="time">Stamps the journal.</param>
/// <param name="steps">Hears of each step once it is on disk; null for nobody.</param>
public sealed class SecretMove(
    OfficeFolder office,
    ISecretVault vault,
    TimeProvider time,
    IProgress<string>? steps = null
)
{
    private const string Switched = "switched";
    private const string Failed = "failed";

    /// <summary>Moves one.</summary>
    /// <param name="former">Where it is.</param>
    /// <param name="to">The registered name of the other vault.</param>
    /// <param name="nip">The client whose it is, for who completes it; null for an identity of the office.</param>
    /// <param name="cancellationToken">
    /// Ends the wait for the vaults; not heeded between the copy and the removal.
    /// </param>
    /// <returns>The former secret, where it had to stay beside the new one.</returns>
    /// <exception cref="SecretMoveException">It stays where it is.</exception>
    /// <exception cref="SecretVaultException">A vault did not do it; the files name a place that has it.</exception>
    /// <exception cref="OfficeFileException">A file cannot be changed; running again fixes that.</exception>
    /// <exception cref="OfficeFolderException">Journal or lock cannot be written; nothing was changed.</exception>
    public async Task<IReadOnlyList<KeptSecret>> MoveAsync(
        SecretAddress former,
        string to,
        string? nip,
        CancellationToken cancellationToken
    )
    {
        using var custody = await SecretCustody.TakeAsync(office, vault, cancellationToken);
        var kept = new List<KeptSecret>(await CompleteAsync(custody, cancellationToken));
        var entries = EntriesOf(former);
        var identities = IdentitiesOf(former);
        if ((entries.Count == 0 && identities.Count == 0) || Same(former.Vault, to))
            return kept;
        var target = former with { Vault = to };
        await RequireOursAsync(former, target, entries, cancellationToken);
        using var record = OperationRecord.Begin(
            office,
            time,
            OperationKind.Moving,
            former.ToString(),
            steps,
            ("vault", former.Vault),
            ("secret", former.Name),
            ("to", to),
            ("nip", nip),
            ("identity", identities.Count > 0 ? identities[0].Name : null)
        );
        kept.AddRange(await ContinueAsync(record, custody, former, target, cancellationToken));
        return kept;
    }

    /// <summary>
    /// Whether a record says what goes where. One that does not was cut off, or is not ours: nothing was moved under
    /// it.
    /// </summary>
    internal static bool IsWhole(JournalEntry start) => start["secret"] is not null && start["to"] is not null;

    /// <summary>What earlier processes began to move.</summary>
    private async Task<IReadOnlyList<KeptSecret>> CompleteAsync(
        SecretCustody custody,
        CancellationToken cancellationToken
    )
    {
        var kept = new List<KeptSecret>();
        foreach (var open in JournalReader.FindOpen(office, [OperationKind.Moving]))
        {
            using var record = OperationRecord.TryResume(office, open, time, steps);
            if (record is null)
                continue;
            if (record.Start["secret"] is not { } name || record.Start["to"] is not { } to)
            {
                record.Finish();
                continue;
            }
            var former = new SecretAddress(record.Start["vault"], name);
            var target = former with { Vault = to };
            // The journal is in the office's folder, and whoever writes there must not take a secret that is not the
            // office's. At every moment of a move a file names one of the two places.
            if (SecretOwner.IsOfAnother(office, name) || !(IsNamed(former) || IsNamed(target)))
                record.Finish();
            else if (await AnswersAsync(former, target, cancellationToken))
                kept.AddRange(await ContinueAsync(record, custody, former, target, cancellationToken));
        }
        return kept;
    }

    /// <summary>
    /// Whether both vaults can be looked into. One that cannot is no matter of another secret's move: a later run
    /// completes this one.
    /// </summary>
    private async Task<bool> AnswersAsync(SecretAddress former, SecretAddress to, CancellationToken cancellationToken)
    {
        try
        {
            await vault.ReadAsync([former, to], cancellationToken);
            return true;
        }
        catch (SecretVaultException)
        {
            return false;
        }
    }

    private bool IsNamed(SecretAddress secret) => EntriesOf(secret).Count > 0 || IdentitiesOf(secret).Count > 0;

    // Each step looks at what is there, so that it does not matter which process has done how much.
    private async Task<IReadOnlyList<KeptSecret>> ContinueAsync(
        OperationRecord record,
        SecretCustody custody,
        SecretAddress former,
        SecretAddress to,
        CancellationToken cancellationToken
    )
    {
        var lying = await vault.ReadAsync([former, to], cancellationToken);
        var (source, copy) = (lying.GetValueOrDefault(former), lying.GetValueOrDefault(to));
        if (source is null && copy is null)
        {
            record.Finish();
            return [];
        }
        if (source is not null && copy is not null && !Equal(source, copy) && !record.Has(Switched))
        {
            record.TryWrite(Failed);
            record.Finish();
            throw MoveSentences.Taken(to);
        }
        if (copy is null)
            await CopyAsync(record, to, source!, cancellationToken);
        Name(former, to);
        record.Write(Switched);
        if (source is null)
        {
            record.Finish();
            return [];
        }
        // Somebody may have put another one there since an earlier process switched.
        IReadOnlyList<KeptSecret> kept =
            copy is not null && !Equal(source, copy)
                ? [new KeptSecret(former, KeptReason.Another)]
                : await custody.LetGoCopiedAsync(former, CancellationToken.None);
        record.Finish();
        return kept;
    }

    private async Task CopyAsync(
        OperationRecord record,
        SecretAddress to,
        SecretText source,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await vault.WriteAsync(new Dictionary<SecretAddress, SecretText> { [to] = source }, cancellationToken);
        }
        catch (SecretVaultException)
        {
            // A vault may have kept what it says it refused: then the next run goes on from the copy.
            if (!(await vault.ReadAsync([to], CancellationToken.None)).ContainsKey(to))
            {
                record.TryWrite(Failed);
                record.TryFinish();
            }
            throw;
        }
        var back = await vault.ReadAsync([to], CancellationToken.None);
        if (!back.TryGetValue(to, out var kept) || !Equal(kept, source))
            throw MoveSentences.NotKept(to);
        steps?.Report("copied");
    }

    /// <summary>Makes every file that names the one place name the other. Safe to do twice.</summary>
    private void Name(SecretAddress former, SecretAddress to)
    {
        var named = Same(to.Vault, office.Settings.Vault) ? null : to.Vault;
        foreach (var identity in IdentitiesOf(former))
            office.Patch(editor => editor.SetIdentitySecret(identity.Name, former.Name, named));
        foreach (var profile in Profiles().Where(profile => profile.Access.Any(entry => Is(entry, former))))
            office.Profiles.Patch(
                profile,
                editor =>
                {
                    for (var index = 0; index < editor.Profile.Access.Count; index++)
                        if (editor.Profile.Access[index] is var entry && Is(entry, former))
                            editor.ReplaceAccess(index, entry with { Vault = named });
                }
            );
    }

    private async Task RequireOursAsync(
        SecretAddress former,
        SecretAddress to,
        IReadOnlyList<AccessEntry> entries,
        CancellationToken cancellationToken
    )
    {
        if (SecretOwner.IsOfAnother(office, former.Name))
            throw MoveSentences.OfAnotherOffice(former);
        var lying = await vault.ReadAsync([former, to], cancellationToken);
        if (!lying.TryGetValue(former, out var source))
            throw MoveSentences.Missing(former);
        if (entries.Any(entry => SecretOwner.IsOther(entry, source)))
            throw MoveSentences.Other(former);
        if (lying.TryGetValue(to, out var there) && !Equal(source, there))
            throw MoveSentences.Taken(to);
    }

    private IEnumerable<ClientProfile> Profiles() =>
        office.Profiles.ReadAll().Select(result => result.Profile).OfType<ClientProfile>();

    private List<AccessEntry> EntriesOf(SecretAddress secret) =>
        [.. Profiles().SelectMany(profile => profile.Access).Where(entry => Is(entry, secret))];

    private List<OfficeIdentity> IdentitiesOf(SecretAddress secret) =>
        [
            .. OfficeFolder
                .Open(office.Path)
                .Settings.Identities.Where(identity =>
                    identity.Secret is not null && Same(identity.SecretAddressOf(office), secret)
                ),
        ];

    private bool Is(AccessEntry entry, SecretAddress secret) =>
        entry.Secret is not null && Same(SecretUse.AddressOf(office, entry), secret);

    private static bool Same(SecretAddress one, SecretAddress other) =>
        Same(one.Name, other.Name) && Same(one.Vault, other.Vault);

    private static bool Same(string? one, string? other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static bool Equal(SecretText one, SecretText other) =>
        string.Equals(one.Reveal(), other.Reveal(), StringComparison.Ordinal);
}
