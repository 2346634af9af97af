using KsefTools.Core.Permissions.Granting;

namespace KsefTools.Core.Tests.Permissions;

/// <summary>Tells a test of each step when it is written down.</summary>
internal sealed class TellingLog(Action<string> tell) : IOperationLog
{
    public void Sending() => tell("sending");

    public void Sent(string referenceNumber) => tell(referenceNumber);
}
