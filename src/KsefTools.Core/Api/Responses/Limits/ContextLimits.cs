namespace KsefTools.Core.Api.Responses.Limits;

/// <summary>The limits of the session's context (contract: EffectiveContextLimits).</summary>
public sealed record ContextLimits
{
    public InvoiceSessionLimits? OnlineSession { get; init; }

    public InvoiceSessionLimits? BatchSession { get; init; }
}
