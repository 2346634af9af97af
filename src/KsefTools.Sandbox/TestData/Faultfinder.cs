using KsefTools.Sandbox.Auth;
using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Sandbox.TestData;

/// <summary>Collects what is wrong with a request of test data.</summary>
internal sealed class Faultfinder
{
    private readonly List<string> faults = [];

    public Faultfinder Nip(string? nip, string field) => Check(Formats.IsNip(nip), $"{field}: nieprawidłowy NIP.");

    public Faultfinder Pesel(string? pesel, string field) =>
        Check(Formats.IsPesel(pesel), $"{field}: nieprawidłowy PESEL.");

    public Faultfinder Description(string? text, string field) =>
        Check(text is { Length: >= 5 and <= 256 }, $"{field}: wymagane jest od 5 do 256 znaków.");

    public Faultfinder Check(bool isRight, string fault)
    {
        if (!isRight)
            faults.Add(fault);
        return this;
    }

    public SubjectIdentifier? Subject(IdentifierBody? body, string field)
    {
        if (
            Enums.TryParse<SubjectIdentifierType>(body?.Type, out var type)
            && body?.Value is { Length: >= 10 and <= 64 } value
        )
            return new SubjectIdentifier(type, value);
        faults.Add($"{field}: wymagany jest typ Nip, Pesel lub Fingerprint oraz wartość.");
        return null;
    }

    /// <summary>Ends the request when anything was wrong.</summary>
    /// <exception cref="RefusalException">21405, with one detail for each fault.</exception>
    public void ThrowIfAny()
    {
        if (faults.Count > 0)
            throw Refusals.Validation([.. faults]);
    }
}
