namespace KsefTools.Core.Api.Contract;

/// <summary>How the pages of a list follow each other.</summary>
/// <param name="ByToken">
/// By the continuation token of the page before, in a header; else by <c>pageOffset</c>, counted from 0.
/// </param>
/// <param name="List">The property of a page that holds its entries.</param>
/// <param name="Most">The largest page, in entries.</param>
public sealed record ContractPages(bool ByToken, string List, int Most);
