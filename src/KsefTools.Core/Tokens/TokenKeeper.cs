using System.Globalization;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn.Homes;

namespace KsefTools.Core.Tokens;

/// <summary>
/// Takes a client's token into the vault and its name into the profile, as one: nobody else is at the office's secrets
/// meanwhile, a stop in between waits for the profile, and what a killed process left is completed by the next one.
/// </summary>
/// <param name="office">The office.</param>
/// <param name="vault">The vaults.</param>
/// <param name="homes">Remembers for which environment the secret is stored.</param>
/// <param name="time">Stamps the journal.</param>
/// <param name="steps">Hears of each step once it is on disk; null for nobody.</param>
public sealed class TokenKeeper(
    OfficeFolder office,
    ISecretVault vault,
    SecretHomes homes,
    TimeProvider time,
    IProgress<string>? steps = null
)
{
    /// <summary>Where a token would go; nothing is changed.</summary>
    /// <exception cref="OfficeFileException">The client has no file that can be used.</exception>
    /// <exception cref="SecretVaultException">The vault did not answer.</exception>
    public async Task<SecretAddress> PlanAsync(TokenToKeep order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        var profile = Read(order.Client);
        return await PlaceAsync(order, profile, Replaced(order, profile), cancellationToken);
    }

    /// <summary>Stores the token, and then names it.</summary>
    /// <returns>Where it is, and the entry that it took the place of; null for none.</returns>
    /// <exception cref="SecretVaultException">The vault did not keep it; the profile is as it was.</exception>
    /// <exception cref="OfficeFileException">The profile cannot be changed; running again fixes that.</exception>
    /// <exception cref="OfficeFolderException">Journal or lock cannot be written; nothing was changed.</exception>
    public async Task<(SecretAddress Secret, AccessEntry? Before)> StoreAsync(
        TokenToKeep order,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(order);
        using var custody = await SecretCustody.TakeAsync(office, vault, cancellationToken);
        await CompleteAsync(order.Client, cancellationToken);
        var profile = Read(order.Client);
        var before = Replaced(order, profile);
        var address = await PlaceAsync(order, profile, before, cancellationToken);
        if (SecretOwner.IsOurs(office, address.Name) && office.EnsureId() != SecretNames.OfficeOf(address.Name))
            address = await PlaceAsync(order, profile, before, cancellationToken);
        using var record = OperationRecord.Begin(
            office,
            time,
            OperationKind.Storing,
            order.Client.Value,
            steps,
            ("nip", order.Client.Value),
            ("vault", address.Vault),
            ("secret", address.Name),
            ("reference", order.Token.Reference.Value),
            ("replaces", before?.Secret),
            ("generatedBy", order.GeneratedBy),
            ("generatedOn", order.GeneratedOn?.ToString("O", CultureInfo.InvariantCulture))
        );
        try
        {
            await vault.WriteAsync(
                address,
                order.Token.Secret,
                () =>
                {
                    steps?.Report("stored");
                    Name(Wanted.Of(record.Start)!);
                    record.TryFinish();
                },
                cancellationToken
            );
        }
        // What the vault may have all the same is named by the next run, which looks first.
        catch (SecretVaultException refused)
            when (!refused.MayBeTorn && !refused.Written.Concat(refused.Unread).Contains(address))
        {
            record.TryFinish();
            throw;
        }
        return (address, before);
    }

    /// <summary>What earlier processes stored and did not come to name.</summary>
    private async Task CompleteAsync(ClientId client, CancellationToken cancellationToken)
    {
        foreach (var open in JournalReader.FindOpen(office, [OperationKind.Storing]))
        {
            using var record = OperationRecord.TryResume(office, open, time, steps);
            if (record is null || Wanted.Of(record.Start) is not { } wanted)
                continue;
            try
            {
                if (await TryCompleteAsync(wanted, cancellationToken))
                    record.Finish();
            }
            // Another client's vault or file is no matter of this one's: a later run completes it.
            catch (Exception failure)
                when (failure is SecretVaultException or OfficeFileException && wanted.Client != client) { }
        }
    }

    /// <summary>False where the client's file cannot be read now.</summary>
    private async Task<bool> TryCompleteAsync(Wanted wanted, CancellationToken cancellationToken)
    {
        var lying = await vault.ReadAsync([wanted.Secret], cancellationToken);
        if (
            !lying.TryGetValue(wanted.Secret, out var text)
            || !TokenText.TryParse(text, out _)
            || SecretOwner.IsOther(wanted.Reference, text)
            || office.Profiles.Read(wanted.Client) is not { } file
        )
            return true;
        if (file.Profile is null)
            return false;
        Name(wanted);
        return true;
    }

    /// <summary>
    /// The place of the entry's own secret, which other programs may know, unless it is another office's; else one of a
    /// name that says the office.
    /// </summary>
    private async Task<SecretAddress> PlaceAsync(
        TokenToKeep order,
        ClientProfile profile,
        AccessEntry? before,
        CancellationToken cancellationToken
    )
    {
        var place = before is null
            ? null
            : (SecretAddress?)SecretUse.AddressOf(office, before with { Vault = order.Vault ?? before.Vault });
        var use = new Lazy<SecretUse>(() => SecretUse.Of(office));
        if (place is { } present && await IsFreeAsync(present, profile, before!, use, cancellationToken))
            return present;
        var vaultName = order.Vault ?? before?.Vault ?? office.Settings.Vault;
        var name = SecretNames.ForToken(office.EnvironmentNameOf(profile), profile.Nip, office.Id);
        for (var number = 1; ; number++)
        {
            var free = new SecretAddress(vaultName, SecretNames.Numbered(name, number));
            if (!use.Value.Names(free) && await IsEmptyAsync(free, order.Token, cancellationToken))
                return free;
        }
    }

    /// <summary>
    /// Whether nothing lies there but the token itself. A process that makes one names it some time after it has
    /// stored it, and may have been killed between.
    /// </summary>
    private async Task<bool> IsEmptyAsync(SecretAddress place, TokenText token, CancellationToken cancellationToken) =>
        (await vault.ReadAsync([place], cancellationToken)).GetValueOrDefault(place) is not { } lying
        || lying.Equals(token.Secret);

    /// <summary>Whether nothing of another office's, client's or identity's would be written over.</summary>
    private async Task<bool> IsFreeAsync(
        SecretAddress place,
        ClientProfile profile,
        AccessEntry before,
        Lazy<SecretUse> use,
        CancellationToken cancellationToken
    )
    {
        if (SecretOwner.IsOfAnother(office, place.Name))
            return false;
        if (
            SecretNames.NumberOf(
                place.Name,
                SecretNames.ForToken(office.EnvironmentNameOf(profile), profile.Nip, office.Id)
            ) > 0
        )
            return true;
        if (use.Value.NamesForOthers(profile.Nip, place))
            return false;
        if (SecretOwner.IsOurs(office, place.Name))
            return true;
        var lying = (await vault.ReadAsync([place], cancellationToken)).GetValueOrDefault(place);
        return lying is null
            || !(
                SecretOwner.IsOther(before, lying)
                || (
                    TokenText.TryParse(lying, out var token)
                    && token.Context is { } context
                    && !context.IsOf(ContextIdentifier.Of(profile.Nip))
                )
            );
    }

    private void Name(Wanted wanted)
    {
        var profile = Read(wanted.Client);
        homes.Store(wanted.Secret, office.EnvironmentNameOf(profile));
        office.Profiles.Patch(
            profile,
            editor =>
            {
                var at = IndexOf(editor.Profile, wanted.Replaces ?? wanted.Secret.Name);
                var entry = Entry(wanted, at is { } known ? editor.Profile.Access[known] : null);
                if (at is { } present)
                    editor.ReplaceAccess(present, entry);
                else
                    editor.AddAccess(entry);
            }
        );
    }

    /// <summary>What the former entry says of its own token does not hold for the new one.</summary>
    private AccessEntry Entry(Wanted wanted, AccessEntry? before) =>
        new()
        {
            Kind = CredentialKind.Token,
            Secret = wanted.Secret.Name,
            Vault =
                before?.Vault is null && Same(wanted.Secret.Vault, office.Settings.Vault) ? null : wanted.Secret.Vault,
            Reference = wanted.Reference,
            GeneratedBy = wanted.GeneratedBy,
            GeneratedOn = wanted.GeneratedOn,
        };

    private ClientProfile Read(ClientId client)
    {
        var found = office.Profiles.Read(client);
        return found?.Profile ?? throw new OfficeFileException(found?.Problems ?? []);
    }

    private static AccessEntry? Replaced(TokenToKeep order, ClientProfile profile) =>
        order.Replaces is { } name && IndexOf(profile, name) is { } index ? profile.Access[index] : null;

    private static int? IndexOf(ClientProfile profile, string secret)
    {
        for (var index = 0; index < profile.Access.Count; index++)
            if (profile.Access[index].Kind is CredentialKind.Token && Same(profile.Access[index].Secret, secret))
                return index;
        return null;
    }

    private static bool Same(string? one, string? other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>What the profile is to say, as the journal has it.</summary>
    private sealed record Wanted(ClientId Client, SecretAddress Secret, string Reference)
    {
        public string? Replaces { get; private init; }

        public string? GeneratedBy { get; private init; }

        public DateOnly? GeneratedOn { get; private init; }

        public static Wanted? Of(JournalEntry start) =>
            ClientId.TryParse(start["nip"], out var nip)
            && start["secret"] is { } secret
            && start["reference"] is { } reference
                ? new Wanted(nip, new SecretAddress(start["vault"], secret), reference)
                {
                    Replaces = start["replaces"],
                    GeneratedBy = start["generatedBy"],
                    GeneratedOn = DateOnly.TryParseExact(
                        start["generatedOn"],
                        "O",
                        CultureInfo.InvariantCulture,
                        DateTimeStyles.None,
                        out var day
                    )
                        ? day
                        : null,
                }
                : null;
    }
}
