using KsefTools.Core.Files;
using KsefTools.Core.Journal;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Certificates.Keeping;

/// <summary>
/// Writes a certificate with its key from the vault into a file, for a program that needs one: under a password,
/// readable by its owner only, and with a record in the journal of what left the vault, and where to.
/// </summary>
public sealed class CertificateHandout(OfficeFolder office, ISecretVault vault, TimeProvider time)
{
    /// <summary>Writes the file whole or not at all.</summary>
    /// <param name="secret">Where certificate and key are.</param>
    /// <param name="path">The file.</param>
    /// <param name="format">What is written.</param>
    /// <param name="password">Encrypts the key.</param>
    /// <param name="overwrite">Whether a file that is there already may be replaced.</param>
    /// <param name="cancellationToken">Ends the wait for the vault.</param>
    /// <returns>What the certificate says of itself.</returns>
    /// <exception cref="SecretVaultException">The vault did not give the secret.</exception>
    /// <exception cref="KeyMaterialException">The secret is no certificate with its key, or is not there.</exception>
    /// <exception cref="ArgumentException">The password is empty.</exception>
    /// <exception cref="OfficeFolderException">The journal cannot be written; nothing left the vault.</exception>
    /// <exception cref="IOException">The file is there already, or cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder may not be written to.</exception>
    public async Task<CertificateDetails> WriteAsync(
        SecretAddress secret,
        string path,
        CertificateFileFormat format,
        SecretText password,
        bool overwrite,
        CancellationToken cancellationToken
    )
    {
        var found = await vault.ReadAsync([secret], cancellationToken);
        if (!found.TryGetValue(secret, out var text))
            throw new KeyMaterialException(KeyMaterialProblems.SecretMissing(secret.ToString()));
        using var material = KeyMaterial.FromVaultText(text);
        var content =
            format is CertificateFileFormat.Pem
                ? KeyMaterialExport.ToPem(material, password)
                : KeyMaterialExport.ToPfx(material, password);
        using var record = OperationRecord.Begin(
            office,
            time,
            OperationKind.Export,
            secret.ToString(),
            progress: null,
            ("path", path),
            ("format", format.ToString()),
            ("serial", material.Details.SerialNumber)
        );
        try
        {
            OwnerOnlyFile.Write(path, content, overwrite);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Written whole or not at all: there is nothing that a later run would have to finish.
            record.TryWrite("failed", ("reason", exception.Message));
            record.Finish();
            throw;
        }
        record.Finish();
        return material.Details;
    }
}
