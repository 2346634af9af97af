namespace KsefTools.Sandbox.RateLimits;

/// <summary>Schema EffectiveApiRateLimits; the sandbox serves only operations of the last group.</summary>
internal sealed record RateLimitTable(
    RateLimit OnlineSession,
    RateLimit BatchSession,
    RateLimit InvoiceSend,
    RateLimit InvoiceStatus,
    RateLimit SessionList,
    RateLimit SessionInvoiceList,
    RateLimit SessionMisc,
    RateLimit InvoiceMetadata,
    RateLimit InvoiceExport,
    RateLimit InvoiceExportStatus,
    RateLimit InvoiceDownload,
    RateLimit CollectiveIdentifier,
    RateLimit Other
)
{
    /// <summary>Since 2.8.0, as the next three. Figures of the changelog.</summary>
    public RateLimit? OnlineSessionClose { get; init; } = new(20, 60, 240);

    public RateLimit? BatchSessionClose { get; init; } = new(20, 40, 120);

    /// <summary>60 a second for an address; -1 stands for no limit.</summary>
    public RateLimit? Anonymous { get; init; } = new(60, -1, -1);

    /// <summary>For an address, over all its contexts: without limit so far.</summary>
    public RateLimit? Global { get; init; } = new(-1, -1, -1);

    /// <summary>Figures of the contract's example for GET /rate-limits.</summary>
    public static readonly RateLimitTable Production = new(
        OnlineSession: new(10, 30, 120),
        BatchSession: new(10, 20, 60),
        InvoiceSend: new(10, 30, 180),
        InvoiceStatus: new(30, 120, 1200),
        SessionList: new(5, 10, 60),
        SessionInvoiceList: new(10, 20, 200),
        SessionMisc: new(10, 120, 1200),
        InvoiceMetadata: new(8, 16, 20),
        InvoiceExport: new(8, 16, 20),
        InvoiceExportStatus: new(10, 60, 600),
        InvoiceDownload: new(8, 16, 64),
        CollectiveIdentifier: new(10, 60, 120),
        Other: new(10, 30, 120)
    );

    /// <summary>The table as a release shows it.</summary>
    public RateLimitTable As(Version release) =>
        release >= new Version(2, 8)
            ? this
            : this with
            {
                OnlineSessionClose = null,
                BatchSessionClose = null,
                Anonymous = null,
                Global = null,
            };
}
