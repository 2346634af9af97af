namespace KsefTools.Doomed.Operations;

/// <summary>One operation of the engine, done as a command does it.</summary>
public interface IDoomedOperation
{
    /// <summary>What the command line calls it.</summary>
    string Name { get; }

    /// <summary>Does it, or goes on where one before it was killed.</summary>
    /// <returns>
    /// The outcome in one word. An exception that is none of the vault's ends the process badly, as it should.
    /// </returns>
    Task<string> RunAsync(DoomedOffice office, CancellationToken cancellationToken);
}
