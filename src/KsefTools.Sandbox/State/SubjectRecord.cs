namespace KsefTools.Sandbox.State;

/// <summary>A company known to the sandbox.</summary>
/// <param name="Nip">Ten digits.</param>
/// <param name="Name">Full name, or the description given to /testdata/subject.</param>
/// <param name="Kind">EnforcementAuthority, VatGroup or JST; null for an ordinary company.</param>
/// <param name="ParentNip">For a subunit, the group it belongs to.</param>
/// <param name="CreatedDate">As given to /testdata/subject.</param>
public sealed record SubjectRecord(
    string Nip,
    string Name,
    string? Kind = null,
    string? ParentNip = null,
    DateTimeOffset? CreatedDate = null
);
