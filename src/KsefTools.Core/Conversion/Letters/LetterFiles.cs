using System.Text;
using KsefTools.Core.Files;

namespace KsefTools.Core.Conversion.Letters;

/// <summary>A letter to a client as files: Markdown in Polish and English, and a draft of a mail with both.</summary>
internal static class LetterFiles
{
    /// <summary>Writes them, readable by their owner only; an earlier letter of the name is replaced.</summary>
    /// <returns>The path of the draft.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public static string Write(
        string folder,
        string name,
        string subject,
        string polish,
        string english,
        string? contact
    )
    {
        AtomicFile.CreateFolder(folder);
        Save(folder, name, "pl.md", Encoding.UTF8.GetBytes(polish));
        Save(folder, name, "en.md", Encoding.UTF8.GetBytes(english));
        return Save(folder, name, "eml", LetterMail.Write(subject, $"{polish}\n---\n\n{english}", contact));
    }

    private static string Save(string folder, string name, string ending, byte[] content)
    {
        var path = Path.Combine(folder, $"{name}.{ending}");
        AtomicFile.WritePrivate(path, content);
        return path;
    }
}
