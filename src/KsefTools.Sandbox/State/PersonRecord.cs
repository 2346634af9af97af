namespace KsefTools.Sandbox.State;

/// <summary>A person: the PESEL owns the context of the NIP and is linked with it.</summary>
public sealed record PersonRecord(
    string Nip,
    string Pesel,
    string Description,
    bool IsBailiff = false,
    bool IsDeceased = false,
    DateTimeOffset? CreatedDate = null
);
