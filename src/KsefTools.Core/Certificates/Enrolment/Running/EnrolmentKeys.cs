using System.Security.Cryptography;
using KsefTools.Core.Journal;
using KsefTools.Core.Keys;
using KsefTools.Core.Office;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Certificates.Enrolment.Running;

/// <summary>
/// The run's key and certificate in the vault. Nothing is ever written over: the key lies alone under one name, and
/// together with its certificate under another, before the first copy goes.
/// </summary>
internal sealed class EnrolmentKeys(OfficeFolder office, ISecretVault vault, OperationRecord record, EnrolmentPlan plan)
{
    /// <summary>The certificate with its key; null while there is none.</summary>
    public async Task<KeyMaterial?> FindMaterialAsync(CancellationToken cancellationToken) =>
        await ReadAsync(plan.Secret, cancellationToken) is { } text ? KeyMaterial.FromVaultText(text) : null;

    /// <summary>The run's key: the one in the vault, or a new one, which is in the vault when this returns.</summary>
    /// <exception cref="EnrolmentException">A request for a key has left that is no longer in the vault.</exception>
    public async Task<KeyPair> ObtainAsync(CancellationToken cancellationToken)
    {
        var expected = record.Last(EnrolmentStep.KeyStored)?["publicKey"];
        if (await ReadAsync(plan.KeyCopy, cancellationToken) is { } text)
        {
            var found = KeyPair.FromVaultText(text);
            if (expected is not null && !string.Equals(expected, PublicKeyOf(found), StringComparison.Ordinal))
            {
                found.Dispose();
                throw Lost();
            }
            if (expected is null)
                record.Write(EnrolmentStep.KeyStored, ("publicKey", PublicKeyOf(found)));
            return found;
        }
        if (record.Has(EnrolmentStep.Sending))
            throw Lost();
        var key = KeyPair.Generate(plan.Algorithm);
        try
        {
            await WriteAsync(plan.KeyCopy, key.ToVaultText());
            record.Write(EnrolmentStep.KeyStored, ("publicKey", PublicKeyOf(key)));
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>Puts certificate and key into the vault together.</summary>
    public Task StoreAsync(KeyMaterial material) => WriteAsync(plan.Secret, material.ToVaultText());

    /// <summary>
    /// Takes the lone key out. To be called once it is of no use any more, or in the vault with its certificate.
    /// </summary>
    public async Task RemoveCopyAsync()
    {
        using var custody = await SecretCustody.TakeAsync(office, vault, CancellationToken.None);
        await custody.LetGoAsync([new SecretRelease(plan.KeyCopy)], CancellationToken.None);
    }

    private EnrolmentException Lost() =>
        new(EnrolmentFailure.KeyLost, EnrolmentSentences.KeyLost(plan, record.Last(EnrolmentStep.Issued)?["serial"]));

    private async Task<SecretText?> ReadAsync(SecretAddress address, CancellationToken cancellationToken) =>
        (await vault.ReadAsync([address], cancellationToken)).GetValueOrDefault(address);

    // Once begun, it is brought to its end: Ctrl-C waits.
    private async Task WriteAsync(SecretAddress address, SecretText text)
    {
        await vault.WriteAsync(new Dictionary<SecretAddress, SecretText> { [address] = text }, CancellationToken.None);
        if (await ReadAsync(address, CancellationToken.None) is not { } back || !back.Equals(text))
            throw new SecretVaultException(
                SecretVaultFailure.WriteLost,
                address.Vault,
                UiText.Of(
                    $"Written, but not there on reading back: {address}.",
                    $"Zapisano, ale przy odczycie brak: {address}."
                )
            );
    }

    private static string PublicKeyOf(KeyPair key) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                key.Key is RSA rsa ? rsa.ExportSubjectPublicKeyInfo() : ((ECDsa)key.Key).ExportSubjectPublicKeyInfo()
            )
        );
}
