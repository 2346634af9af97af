namespace KsefTools.Testing.Vaults;

/// <summary>What hears of each point that a process passes, and may end the process there.</summary>
public interface IFate
{
    void Pass(string point);
}
