namespace KsefTools.Core.Audit.Observations;

/// <summary>The content of one client's file: an observation for each secret's name.</summary>
internal sealed record ClientObservations
{
    public Dictionary<string, Observation> Credentials
    {
        get;
        // The reader of JSON gives null where the file does not have it.
        init => field = value ?? new(StringComparer.Ordinal);
    } = new(StringComparer.Ordinal);
}
