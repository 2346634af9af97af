namespace KsefTools.Core.Api.Contract;

/// <summary>What an operation answers with.</summary>
public enum AnswerType
{
    /// <summary>Nothing but its status.</summary>
    Nothing,

    Json,

    /// <summary>An invoice, or a UPO.</summary>
    Xml,
}
