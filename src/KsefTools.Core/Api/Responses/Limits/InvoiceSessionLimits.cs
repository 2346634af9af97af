namespace KsefTools.Core.Api.Responses.Limits;

/// <summary>Limits of an invoice session; sizes in MB.</summary>
public sealed record InvoiceSessionLimits(
    int? MaxInvoiceSizeInMB,
    int? MaxInvoiceWithAttachmentSizeInMB,
    int? MaxInvoices
);
