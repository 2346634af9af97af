namespace KsefTools.Core.Permissions.Granting;

/// <summary>Writes down how far a change has come, so that a run that is killed can be gone on with.</summary>
public interface IOperationLog
{
    /// <summary>KSeF is about to be asked for a change. What this throws keeps the request back.</summary>
    void Sending();

    /// <summary>KSeF has taken it on.</summary>
    /// <param name="referenceNumber">By which to ask for it, in this run or a later one.</param>
    void Sent(string referenceNumber);
}
