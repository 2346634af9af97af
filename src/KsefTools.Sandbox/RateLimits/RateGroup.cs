namespace KsefTools.Sandbox.RateLimits;

/// <summary>Which limits an operation has, and by what it is counted.</summary>
internal enum RateGroup
{
    /// <summary>60 a second for an address: signing in, public keys, most test data.</summary>
    Anonymous,

    /// <summary>The group "other", counted for each (context, address) and each operation by itself.</summary>
    Other,
}
