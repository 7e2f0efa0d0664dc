using Foray.Sdk.Plugins;

[assembly: ForayManifest(1, """
{"package":"Foray.Fixtures.Liar","version":"0.2.0","sdk":"0.2.0","plugins":[
{"kind":"result","name":"classless","type":"Foray.Fixtures.Liar.Nobody","factory":"Foray.Fixtures.Liar.NobodysFactory"},
{"kind":"result","name":"factoryless","type":"Foray.Fixtures.Liar.Idler","factory":"Foray.Fixtures.Liar.NoFactory"},
{"kind":"result","name":"misled","type":"Foray.Fixtures.Liar.Idler","factory":"Foray.Fixtures.Liar.Idler"},
{"kind":"result","name":"idler","type":"Foray.Fixtures.Liar.Idler","factory":"Foray.Fixtures.Liar.IdlerFactory"},
{"kind":"result","name":"optionless","type":"Foray.Fixtures.Liar.Idler","factory":"Foray.Fixtures.Liar.IdlerFactory","options":"Foray.Fixtures.Liar.NoOptions"}
]}
""")]
