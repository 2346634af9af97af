using System.Globalization;
using System.Management.Automation.Language;

namespace KsefTools.Core.Tests.Commands;

/// <summary>
/// A command's text as PowerShell's own parser reads it: one statement of simple arguments, or the test fails.
/// </summary>
/// <param name="Names">The commands of the pipeline.</param>
/// <param name="Arguments">Every argument that is no parameter's name, in order.</param>
internal sealed record ParsedCommand(IReadOnlyList<string> Names, IReadOnlyList<string> Arguments)
{
    public static ParsedCommand Of(string? text)
    {
        Assert.NotNull(text);
        var script = Parser.ParseInput(text, out _, out var errors);
        Assert.True(errors.Length == 0, $"{errors.FirstOrDefault()?.Message}: {text}");
        Assert.Null(script.ParamBlock);
        Assert.Null(script.BeginBlock);
        var pipeline = Assert.IsType<PipelineAst>(Assert.Single(script.EndBlock.Statements));
        var commands = pipeline.PipelineElements.Select(element => Assert.IsType<CommandAst>(element)).ToList();
        return new ParsedCommand(
            [.. commands.Select(command => command.GetCommandName())],
            [.. commands.SelectMany(command => command.CommandElements.Skip(1)).SelectMany(Argument)]
        );
    }

    private static IEnumerable<string> Argument(CommandElementAst element)
    {
        switch (element)
        {
            case CommandParameterAst { Argument: null }:
                return [];
            case StringConstantExpressionAst text:
                return [text.Value];
            case ConstantExpressionAst number when number.Parent is ArrayLiteralAst:
                // Alone it is bound as it is written, in a list by its value.
                return [Convert.ToString(number.Value, CultureInfo.InvariantCulture) ?? ""];
            case ConstantExpressionAst number:
                return [number.Extent.Text];
            case ParenExpressionAst { Extent.Text: "('--%')" }:
                return ["--%"];
            case ArrayLiteralAst several:
                return several.Elements.Cast<CommandElementAst>().SelectMany(Argument);
            // The other expressions that are ours: they ask a person.
            case ParenExpressionAst { Extent.Text: "(Read-Host -AsSecureString)" or "(Read-Host)" }:
                return [];
            default:
                Assert.Fail(
                    string.Create(CultureInfo.InvariantCulture, $"{element.GetType().Name}: {element.Extent.Text}")
                );
                return [];
        }
    }
}
