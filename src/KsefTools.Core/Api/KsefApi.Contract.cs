using KsefTools.Core.Api.Contract;

namespace KsefTools.Core.Api;

public sealed partial class KsefApi
{
    /// <summary>Any operation of the contract, for what no other method serves.</summary>
    /// <param name="request">Held against the contract already.</param>
    /// <param name="access">The session; null where the operation takes none.</param>
    /// <param name="page">The token or the number of a page after the first; null for the first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<ContractAnswer> SendAsync(
        ContractRequest request,
        AccessToken? access,
        string? page,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        return _transport.SendVerbatimAsync(request.Call(access, page), cancellationToken);
    }
}
