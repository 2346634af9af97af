namespace KsefTools.Core.Conversion;

/// <summary>
/// No client was moved, for the reason that it names; its text is for a person and says what to type next.
/// </summary>
public sealed class ConversionException(ConversionFailure failure, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    public ConversionFailure Failure { get; } = failure;
}
