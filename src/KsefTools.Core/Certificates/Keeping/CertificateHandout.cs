using System.Globalization;
using KsefTools.Core.Files;
using KsefTools.Core.Journal;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Certificates.Keeping;

/// <summary>
/// Writes a certificate with its key from the vault into a file, for a program that needs one: under a password,
/// readable by its owner only, and entered in the office's register before: what left the vault, where to, who got it.
/// </summary>
public sealed class CertificateHandout(OfficeFolder office, ISecretVault vault, TimeProvider time)
{
    /// <summary>The step of a record whose file could not be written.</summary>
    internal const string Failed = "failed";

    /// <summary>Writes the file whole or not at all; of the portal's two files both or none.</summary>
    /// <param name="order">What goes where.</param>
    /// <param name="password">Encrypts the key.</param>
    /// <param name="cancellationToken">Ends the wait for the vault.</param>
    /// <returns>What the certificate says of itself.</returns>
    /// <exception cref="SecretVaultException">The vault did not give the secret.</exception>
    /// <exception cref="KeyMaterialException">The secret is no certificate with its key, or is not there.</exception>
    /// <exception cref="ArgumentException">The password is empty.</exception>
    /// <exception cref="OfficeFolderException">
    /// Journal or register cannot be written; nothing left the vault.
    /// </exception>
    /// <exception cref="IOException">A file is there already, or cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">A file or its folder may not be written to.</exception>
    public async Task<CertificateDetails> WriteAsync(
        HandoutOrder order,
        SecretText password,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(order);
        var found = await vault.ReadAsync([order.Secret], cancellationToken);
        if (!found.TryGetValue(order.Secret, out var text))
            throw new KeyMaterialException(KeyMaterialProblems.SecretMissing(order.Secret.ToString()));
        using var material = KeyMaterial.FromVaultText(text);
        var contents = Contents(order, material, password);
        if (!order.Overwrite && order.Paths.FirstOrDefault(Path.Exists) is { } there)
            throw new IOException(UiText.Of($"The file '{there}' already exists.", $"Plik '{there}' już istnieje."));
        using var record = OperationRecord.Begin(
            office,
            time,
            OperationKind.Export,
            order.Secret.ToString(),
            progress: null,
            ("path", order.Path),
            ("format", order.Format.ToString()),
            ("serial", material.Details.SerialNumber),
            ("validTo", material.Details.ValidTo.ToString("O", CultureInfo.InvariantCulture)),
            ("nip", order.Nip),
            ("identity", order.Identity),
            ("to", order.To)
        );
        try
        {
            HandoutRegister.Add(office, record.Start);
        }
        catch (OfficeFolderException exception)
        {
            record.TryWrite(Failed, ("reason", exception.Message));
            record.TryFinish();
            throw;
        }
        try
        {
            Write(order, contents);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Written whole or not at all: there is nothing that a later run would have to finish.
            record.TryWrite(Failed, ("reason", exception.Message));
            HandoutRegister.Withdraw(office, record.Start);
            record.Finish();
            throw;
        }
        record.Finish();
        return material.Details;
    }

    private static byte[][] Contents(HandoutOrder order, KeyMaterial material, SecretText password) =>
        order.Format switch
        {
            // The key first, as in the portal: a certificate without its key helps nobody.
            CertificateFileFormat.Portal =>
            [
                KeyMaterialExport.ToKeyPem(material, password),
                KeyMaterialExport.ToCertificatePem(material),
            ],
            CertificateFileFormat.Pem => [KeyMaterialExport.ToPem(material, password)],
            _ => [KeyMaterialExport.ToPfx(material, password)],
        };

    private static void Write(HandoutOrder order, byte[][] contents)
    {
        var written = new List<string>();
        try
        {
            foreach (var (path, content) in order.Paths.Zip(contents))
            {
                OwnerOnlyFile.Write(path, content, order.Overwrite);
                written.Add(path);
            }
        }
        catch
        {
            // What replaced another file stays: it is whole, and the other one is gone.
            if (!order.Overwrite)
                written.ForEach(File.Delete);
            throw;
        }
    }
}
