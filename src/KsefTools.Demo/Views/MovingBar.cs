using Spectre.Console;

namespace KsefTools.Demo.Views;

/// <summary>A moving bar while something runs, where somebody can see it move.</summary>
internal static class MovingBar
{
    /// <summary>Runs something that reports how many of how many are done, and the last one's name.</summary>
    public static async Task<T> ShowAsync<T>(
        IAnsiConsole console,
        string title,
        Func<Action<int, int, string>?, Task<T>> run
    )
    {
        if (!console.Profile.Capabilities.Interactive)
            return await run(null);
        return await console
            .Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask(title);
                return await run((done, total, name) => Advance(task, done, total, name));
            });
    }

    private static void Advance(ProgressTask task, int done, int total, string name)
    {
        task.MaxValue = total;
        // Workers report as they finish, so an earlier count may come later.
        task.Value = Math.Max(task.Value, done);
        task.Description = name.EscapeMarkup();
    }
}
