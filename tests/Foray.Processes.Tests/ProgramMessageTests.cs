using System.Runtime.InteropServices;
using CsCheck;
using Foray.Sdk.Processes;

namespace Foray.Processes.Tests;

public sealed unsafe class ProgramMessageTests
{
    private static readonly Mark Mark = new("MARK", "value");

    private static readonly Gen<string> Text = Gen.String[Gen.Char.Where(character => character != 0 && !char.IsSurrogate(character)), 0, 40];

    [Fact]
    public void What_is_written_is_read() => Gen.Select(Text, Text.Array[0, 9], Gen.Dictionary(Gen.String[Gen.Char.AlphaNumeric, 1, 9], Text)[0, 9], Gen.Int[-1, 100_000]).Sample((text, arguments, variables, grace) =>
    {
        var request = new FiledRequest($"/{text}", arguments, $"/w{text}", variables, $"/o{text}", $"/e{text}") { Grace = TimeSpan.FromMilliseconds(grace) };
        fixed (byte* message = ProgramMessage.Encode(request, text, Mark))
        {
            using var read = new ProgramMessage(message);
            Assert.Equal(Math.Max(grace, 0), read.Grace.TotalMilliseconds);
            Assert.Equal([request.Program, request.WorkingFolder, "/dev/null", request.OutputPath, request.ErrorPath], (IEnumerable<string>)[Of(read.Program.Program), Of(read.Program.Folder), Of(read.Program.Input.Path), Of(read.Program.Output.Path), Of(read.Program.Error.Path)]);
            Assert.Equal([text, .. arguments], ListOf(read.Program.Arguments));
            Assert.Equal([.. variables.Where(variable => variable.Key != Mark.Variable).Select(variable => $"{variable.Key}={variable.Value}"), "MARK=value"], ListOf(read.Program.Environment));
        }
    });

    private static string Of(byte* text) => Marshal.PtrToStringUTF8((nint)text)!;

    private static List<string> ListOf(byte** texts)
    {
        List<string> list = [];
        for (; *texts is not null; texts++)
            list.Add(Of(*texts));
        return list;
    }
}
