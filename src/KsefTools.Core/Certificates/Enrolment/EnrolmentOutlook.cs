namespace KsefTools.Core.Certificates.Enrolment;

/// <summary>What a run would do, as far as office and vault tell.</summary>
/// <param name="IsDue">Whether it would do anything.</param>
/// <param name="IsInterrupted">Whether it would complete an earlier run first.</param>
/// <param name="SerialNumber">Of the present certificate; null where there is none.</param>
/// <param name="ValidTo">When the present certificate ends; null where there is none.</param>
/// <param name="Reason">Why nothing is due, for a person; empty where something is.</param>
public sealed record EnrolmentOutlook(
    bool IsDue,
    bool IsInterrupted,
    string? SerialNumber,
    DateTimeOffset? ValidTo,
    string Reason
);
