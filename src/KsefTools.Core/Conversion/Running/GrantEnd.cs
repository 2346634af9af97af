namespace KsefTools.Core.Conversion.Running;

/// <summary>What became of a grant.</summary>
internal enum GrantEnd
{
    /// <summary>KSeF has carried it out.</summary>
    Done,

    /// <summary>KSeF has not decided within this run's wait.</summary>
    Pending,

    /// <summary>KSeF does not let this session grant, whatever it holds.</summary>
    NotAllowed,

    /// <summary>KSeF refused it for another reason.</summary>
    Failed,
}
