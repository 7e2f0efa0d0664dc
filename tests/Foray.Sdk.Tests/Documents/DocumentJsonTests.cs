using CsCheck;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;

namespace Foray.Sdk.Tests.Documents;

public class DocumentJsonTests
{
    private static readonly Place Here = new("a.yml", 3, 4);

    private static readonly Gen<string> Text = Gen.String[Gen.Char[' ', '\uD7FF'], 0, 6];

    private static readonly Gen<DocumentNode> Scalar = Gen.OneOf(
        Text.Select(DocumentNode (text) => new ScalarNode(Here, text, ScalarKind.Text)),
        Gen.Long.Select(DocumentNode (number) => new ScalarNode(Here, $"{number}", ScalarKind.Integer)),
        Gen.Bool.Select(DocumentNode (value) => new ScalarNode(Here, value ? "true" : "false", ScalarKind.Boolean)),
        Gen.Const<DocumentNode>(new ScalarNode(Here, "", ScalarKind.Null)));

    private static readonly Gen<DocumentNode> Any = Gen.Recursive<DocumentNode>((depth, node) => depth > 3
        ? Scalar
        : Gen.OneOf(
            Scalar,
            node.List[0, 3].Select(DocumentNode (items) => new SequenceNode(Here, items)),
            Gen.Dictionary(Text, node)[0, 3].Select(DocumentNode (entries) => Mapping([.. entries]))));

    [Fact]
    public void What_is_written_is_read_back() => Any.Sample(node =>
    {
        var json = DocumentJson.Write(node);
        Assert.Equal(json, DocumentJson.Write(DocumentJson.Read(json, "journal")));
    });

    [Fact]
    public void The_order_of_keys_does_not_matter() =>
        Gen.Dictionary(Text, Any)[2, 5].Sample(entries =>
            DocumentJson.Write(Mapping([.. entries])) == DocumentJson.Write(Mapping([.. entries.Reverse()])));

    [Fact]
    public void The_order_of_items_does() =>
        Assert.NotEqual(DocumentJson.Write(new SequenceNode(Here, [Node("a"), Node("b")])), DocumentJson.Write(new SequenceNode(Here, [Node("b"), Node("a")])));

    [Fact]
    public void Kinds_of_scalars_are_kept_apart() =>
        Assert.Equal(
            """["1",1,true,"true",null]""",
            DocumentJson.Write(new SequenceNode(Here,
            [
                Node("1"), new ScalarNode(Here, "1", ScalarKind.Integer), new ScalarNode(Here, "True", ScalarKind.Boolean),
                Node("true"), new ScalarNode(Here, "~", ScalarKind.Null),
            ])));

    [Fact]
    public void What_is_read_has_its_origin_as_its_place()
    {
        var node = Assert.IsType<MappingNode>(DocumentJson.Read("""{"a":[1.5]}""", "journal"));
        Assert.Equal("journal", node.Place.ToString());
        var number = Assert.IsType<ScalarNode>(Assert.IsType<SequenceNode>(node["a"]).Items[0]);
        Assert.Equal(("1.5", ScalarKind.Number), (number.Text, number.Kind));
    }

    private static ScalarNode Node(string text) => new(Here, text, ScalarKind.Text);

    private static MappingNode Mapping(IReadOnlyList<KeyValuePair<string, DocumentNode>> entries) =>
        new(Here, [.. entries.Select(entry => KeyValuePair.Create(Node(entry.Key), entry.Value))]);
}
