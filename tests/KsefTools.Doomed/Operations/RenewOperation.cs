namespace KsefTools.Doomed.Operations;

/// <summary>
/// Renews the certificate of the office's identity <c>seal</c>, with that certificate, and revokes the old one.
/// </summary>
internal sealed class RenewOperation : IDoomedOperation
{
    public string Name => "renew";

    public async Task<string> RunAsync(DoomedOffice office, CancellationToken cancellationToken)
    {
        var result = await EnrolOperation
            .Engine(office)
            .RenewAsync(EnrolOperation.Order(office) with { RevokeOld = true }, openSession: null, cancellationToken);
        return result.Outcome.ToString();
    }
}
