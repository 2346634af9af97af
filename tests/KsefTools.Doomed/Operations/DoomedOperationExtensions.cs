using KsefTools.Core.Secrets;

namespace KsefTools.Doomed.Operations;

/// <summary>How every operation is done here.</summary>
internal static class DoomedOperationExtensions
{
    /// <summary>Does it until it ends or stands at the point where it is to die.</summary>
    /// <returns>The outcome, <see cref="DoomedOrder.VaultFailed"/> or <see cref="DoomedOrder.Standing"/>.</returns>
    public static async Task<string> UntilItStandsAsync(
        this IDoomedOperation operation,
        DoomedOrder order,
        DoomedWork work
    )
    {
        var fate = new Fate(work, order.HoldAt);
        var running = Task.Run(() => RunAsync(operation, order, fate));
        await Task.WhenAny(running, fate.Standing);
        return running.IsCompleted ? await running : DoomedOrder.Standing;
    }

    private static async Task<string> RunAsync(IDoomedOperation operation, DoomedOrder order, Fate fate)
    {
        using var office = new DoomedOffice(order, fate);
        try
        {
            return await operation.RunAsync(office, CancellationToken.None);
        }
        catch (SecretVaultException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return DoomedOrder.VaultFailed;
        }
    }
}
