namespace KsefTools.Sandbox.Seeding.Certificates;

/// <summary>What is really the matter with one certificate. docs/sandbox.md says what must be found of each.</summary>
public enum CertificateCase
{
    /// <summary>The office's qualified seal: no KSeF certificate, but what a first enrolment is signed with.</summary>
    OfficeSeal,

    /// <summary>The employee's qualified signature.</summary>
    EmployeeQualified,

    /// <summary>A client's own KSeF certificate, in order.</summary>
    ClientValid,

    /// <summary>Ends in ten days.</summary>
    ClientNearExpiry,

    /// <summary>Ended three weeks ago.</summary>
    ClientExpired,
    ClientRevoked,

    /// <summary>For invoices issued offline; signs nobody in.</summary>
    ClientOffline,

    /// <summary>The key beside it is another certificate's.</summary>
    ClientKeyMismatch,

    /// <summary>Made by its holder; KSeF knows nothing of it.</summary>
    ClientUnknown,
}
