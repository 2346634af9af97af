using KsefTools.Sandbox.Http.Errors;

namespace KsefTools.Sandbox.RateLimits;

/// <summary>
/// Checks the body of POST /testdata/rate-limits against its schema: every group, every window. Groups that came after
/// API 2.6.1 may be missing, as the Ministry's own client leaves them out; they stay as usual.
/// </summary>
internal static class RateLimitValidator
{
    private static readonly RateLimitTable Usual = RateLimitTable.Production;

    /// <summary>The limits asked for.</summary>
    /// <exception cref="RefusalException">21405, with one detail for each fault.</exception>
    public static RateLimitTable Validate(SetRateLimitsRequest request)
    {
        var given = request.RateLimits ?? throw Refusals.Validation("rateLimits: wartość jest wymagana.");
        var faults = new List<string>();
        var table = new RateLimitTable(
            Read(given.OnlineSession, "onlineSession", faults),
            Read(given.BatchSession, "batchSession", faults),
            Read(given.InvoiceSend, "invoiceSend", faults),
            Read(given.InvoiceStatus, "invoiceStatus", faults),
            Read(given.SessionList, "sessionList", faults),
            Read(given.SessionInvoiceList, "sessionInvoiceList", faults),
            Read(given.SessionMisc, "sessionMisc", faults),
            Read(given.InvoiceMetadata, "invoiceMetadata", faults),
            Read(given.InvoiceExport, "invoiceExport", faults),
            Read(given.InvoiceExportStatus, "invoiceExportStatus", faults),
            Read(given.InvoiceDownload, "invoiceDownload", faults),
            ReadLater(given.CollectiveIdentifier, "collectiveIdentifier", Usual.CollectiveIdentifier, faults),
            Read(given.Other, "other", faults)
        )
        {
            OnlineSessionClose = ReadLater(
                given.OnlineSessionClose,
                "onlineSessionClose",
                Usual.OnlineSessionClose!,
                faults
            ),
            BatchSessionClose = ReadLater(
                given.BatchSessionClose,
                "batchSessionClose",
                Usual.BatchSessionClose!,
                faults
            ),
        };
        return faults.Count == 0 ? table : throw Refusals.Validation([.. faults]);
    }

    private static RateLimit ReadLater(RateLimitRequest? values, string group, RateLimit usual, List<string> faults) =>
        values is null ? usual : Read(values, group, faults);

    private static RateLimit Read(RateLimitRequest? values, string group, List<string> faults)
    {
        if (values is { PerSecond: > 0, PerMinute: > 0, PerHour: > 0 })
            return new RateLimit(values.PerSecond.Value, values.PerMinute, values.PerHour);
        faults.Add($"rateLimits.{group}: wymagane są dodatnie wartości perSecond, perMinute i perHour.");
        return RateLimit.Anonymous;
    }
}
