using KsefTools.Core.Secrets;

namespace KsefTools.Core.Journal;

/// <summary>A secret that was to go and stays.</summary>
public sealed record KeptSecret(SecretAddress Secret, KeptReason Reason)
{
    /// <summary>For a person.</summary>
    public override string ToString() =>
        Reason switch
        {
            KeptReason.OfAnotherOffice => UiText.Of(
                $"The vault keeps {Secret}: by its name it is another office's.",
                $"W magazynie pozostaje {Secret}: według nazwy należy do innego biura."
            ),
            KeptReason.Another => UiText.Of(
                $"The vault keeps {Secret}: another token or certificate lies there than this client's file says. "
                    + "It may be another office's.",
                $"W magazynie pozostaje {Secret}: jest tam inny token lub certyfikat, niż podaje plik tego klienta. "
                    + "Może należeć do innego biura."
            ),
            _ => UiText.Of(
                $"The vault keeps {Secret}: another file of the office names it, or cannot be read.",
                $"W magazynie pozostaje {Secret}: wskazuje go inny plik biura albo pliku nie można odczytać."
            ),
        };
}
