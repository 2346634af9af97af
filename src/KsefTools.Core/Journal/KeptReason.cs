namespace KsefTools.Core.Journal;

/// <summary>Why a secret stays.</summary>
public enum KeptReason
{
    /// <summary>A file of the office names it, or cannot be read.</summary>
    Named,

    /// <summary>Its name says another office.</summary>
    OfAnotherOffice,

    /// <summary>Something else lies there than what was to go.</summary>
    Another,
}
