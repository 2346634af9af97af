namespace KsefTools.Sandbox.Seeding;

/// <summary>Invented Polish businesses and people, with the letters that break careless programs.</summary>
internal sealed class CompanyNames(SeedRandom random)
{
    private static readonly string[] Branches =
    [
        "Transport",
        "Piekarnia",
        "Zakład Ślusarski",
        "Usługi Budowlane",
        "Hurtownia Łożysk",
        "Gabinet Stomatologiczny",
        "Auto-Części",
        "Kwiaciarnia",
        "Biuro Podróży",
        "Zakład Fryzjerski",
        "Serwis Komputerowy",
        "Stolarnia",
        "Restauracja",
        "Cukiernia",
        "Usługi Geodezyjne",
        "Ubojnia Drobiu",
        "Tartak",
        "Apteka",
        "Szkółka Drzew",
        "Myjnia",
    ];

    private static readonly string[] Words =
    [
        "Żuraw",
        "Łąka",
        "Dąb",
        "Świt",
        "Źródło",
        "Jaźń",
        "Sęk",
        "Ćma",
        "Wrzos",
        "Ósemka",
        "Księżyc",
        "Błysk",
        "Gąsior",
        "Pogodna",
        "Nadwiślańska",
        "Zielony Gaj",
        "Polmet",
        "Agro-Łuk",
        "Bałtyk",
        "Tęcza",
        "Krokus",
        "Śnieżka",
    ];

    private static readonly string[] Places =
    [
        "Łódź",
        "Kraków",
        "Gdańsk",
        "Żyrardów",
        "Świdnica",
        "Rzeszów",
        "Białystok",
        "Zgierz",
        "Pszczyna",
        "Ełk",
    ];

    private static readonly string[] Surnames =
    [
        "Wiśniewsk",
        "Dąbrowsk",
        "Zielińsk",
        "Szymańsk",
        "Kozłowsk",
        "Jabłońsk",
        "Górsk",
        "Żukowsk",
        "Śliwińsk",
        "Łęck",
    ];

    private static readonly string[] Women = ["Małgorzata", "Agnieszka", "Bożena", "Łucja", "Żaneta", "Elżbieta"];
    private static readonly string[] Men = ["Paweł", "Stanisław", "Michał", "Łukasz", "Wojciech", "Kazimierz"];

    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>A name that this office has not had yet.</summary>
    public string Next()
    {
        var name = Draw();
        for (var number = 2; !_used.Add(name); number++)
            name = number > 5 ? $"{Draw()} {number}" : Draw();
        return name;
    }

    /// <summary>First name and surname.</summary>
    public string Person() =>
        random.Percent(60)
            ? $"{random.Pick(Women)} {random.Pick(Surnames)}a"
            : $"{random.Pick(Men)} {random.Pick(Surnames)}i";

    private string Draw() =>
        random.Next(10) switch
        {
            0 or 1 or 2 => $"{random.Pick(Branches)} {random.Pick(Words)} sp. z o.o.",
            3 => $"\"{random.Pick(Words)}\" {random.Pick(Branches)} {Person()}",
            4 or 5 => $"{random.Pick(Branches)} {Person()}",
            6 => $"Spółdzielnia Mieszkaniowa \"{random.Pick(Words)}\" w m. {random.Pick(Places)}",
            7 => $"{random.Pick(Words)} i Wspólnicy spółka jawna",
            8 => $"{random.Pick(Words)}, {random.Pick(Words)} s.c.",
            _ => $"P.P.H.U. {random.Pick(Words)} {random.Pick(Places)} S.A.",
        };
}
