namespace KsefTools.Core.Api.Contract;

/// <summary>A request is none that the contract knows, so it was not sent. The message is for a person.</summary>
public sealed class ContractException(string message) : Exception(message);
