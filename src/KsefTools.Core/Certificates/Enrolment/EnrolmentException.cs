namespace KsefTools.Core.Certificates.Enrolment;

/// <summary>
/// An enrolment or a renewal failed for a reason of its own. The message is for a person and holds no secret.
/// </summary>
public sealed class EnrolmentException(EnrolmentFailure failure, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    public EnrolmentFailure Failure { get; } = failure;

    /// <summary>What KSeF wrote about the cause, in its own language.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];
}
