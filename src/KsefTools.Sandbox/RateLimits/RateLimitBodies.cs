namespace KsefTools.Sandbox.RateLimits;

/// <summary>Schema SetRateLimitsRequest.</summary>
internal sealed record SetRateLimitsRequest(RateLimitTableRequest? RateLimits);

/// <summary>Schema ApiRateLimitsOverride.</summary>
internal sealed record RateLimitTableRequest(
    RateLimitRequest? OnlineSession,
    RateLimitRequest? BatchSession,
    RateLimitRequest? InvoiceSend,
    RateLimitRequest? InvoiceStatus,
    RateLimitRequest? SessionList,
    RateLimitRequest? SessionInvoiceList,
    RateLimitRequest? SessionMisc,
    RateLimitRequest? InvoiceMetadata,
    RateLimitRequest? InvoiceExport,
    RateLimitRequest? InvoiceExportStatus,
    RateLimitRequest? InvoiceDownload,
    RateLimitRequest? CollectiveIdentifier,
    RateLimitRequest? Other,
    RateLimitRequest? OnlineSessionClose,
    RateLimitRequest? BatchSessionClose
);

/// <summary>Schema ApiRateLimitValuesOverride.</summary>
internal sealed record RateLimitRequest(int? PerSecond, int? PerMinute, int? PerHour);
