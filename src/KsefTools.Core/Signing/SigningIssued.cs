namespace KsefTools.Core.Signing;

/// <summary>The outcome of an order: a request to be signed, or why there is none.</summary>
/// <param name="Order">Which order.</param>
/// <param name="Request">Null where it failed.</param>
/// <param name="Error">
/// Null where it did not fail: KSeF could not be asked (KsefApiException), or a file not be written
/// (OfficeFolderException, IOException, UnauthorizedAccessException).
/// </param>
public sealed record SigningIssued(SigningOrder Order, KsefSigningRequest? Request, Exception? Error);
