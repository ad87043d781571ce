/**
 * What most passwords are made of, in English, Italian and on keyboards: words and runs that stand at the head of every list
 * of passwords that became known. Written small and without digits or signs; `isCommon` looks through those.
 */
export const commonWords: ReadonlySet<string> = new Set(
  `password passwort passwd parola parolachiave pass secret segreto secretpassword mypassword letmein letmeinnow welcome
  benvenuto benvenuta welcomeback admin administrator amministratore root superuser user utente guest ospite login signin
  access accesso changeme cambiami default test testtest prova esempio example sample demo master trustno trustnoone
  qwerty qwertyuiop qwertyuiopasdfghjkl qwertyqwerty asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc qwertz azerty
  iloveyou iloveyouforever loveyou tiamo tiamotanto amoremio amore love lovely forever sempre ilovejesus jesus gesu
  football calcio soccer baseball basketball hockey juventus forzajuve inter forzainter milan forzamilan napoli forzanapoli
  roma forzaroma lazio liverpool chelsea arsenal barcelona realmadrid ferrari forzaferrari
  monkey dragon tiger eagle panther lion wolf butterfly dolphin unicorn pokemon batman superman spiderman ironman starwars
  harrypotter naruto minecraft fortnite playstation xbox nintendo
  sunshine summer winter spring autumn estate inverno primavera autunno rainbow arcobaleno flower fiore stella stellina
  princess principessa angel angelo babygirl babyboy sweetheart tesoro cucciolo bella bellissima ciao ciaociao ciaobella
  buongiorno buonasera hello helloworld goodmorning goodluck
  michael jennifer jessica ashley daniel charlie jordan andrew thomas joshua matthew robert george hannah nicole michelle
  andrea francesco alessandro giuseppe giovanni antonio marco matteo lorenzo giulia francesca martina chiara valentina
  alessia federica alessandra
  computer laptop internet google facebook instagram whatsapp samsung iphone android windows microsoft apple linux
  january february march april may june july august september october november december monday friday
  gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre lunedi venerdi
  money soldi business office ufficio company azienda payment payments pagamento pagamenti finance bank banca
  paymentintegrationhub paymenthub hub italia italy torino milano firenze london newyork america correcthorsebatterystaple`
    .split(/\s+/)
    .filter(Boolean),
);
