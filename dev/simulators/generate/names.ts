/** First and last names of many scripts; the ASCII form is for e-mail addresses and sign-in names. */
export interface NamePart {
  readonly text: string;
  readonly ascii: string;
}

function parts(list: string): readonly NamePart[] {
  return list.split(' ').map((entry) => {
    const [text = '', ascii = text] = entry.split('/');
    return { text, ascii: ascii.toLowerCase() };
  });
}

export const firstNames = parts(
  'Ada Amir Anna Åsa/asa Beatriz Björn/bjorn Carlos Chloé/chloe Dana Diego Elif Emma Eva Fatima Felix François/francois Grace Hana ' +
    'Hugo Ines Ivan Jana Jürgen/juergen João/joao Kai Lea Liam Łucja/lucja Maja Mehmet Mina Mia Nadia Noah Ólafur/olafur Omar ' +
    'Paula Priya Quentin Rosa Samir Sara Søren/soeren Tara Tomáš/tomas Uma Viktor Wei Yara Yusuf Zoë/zoe Ирина/irina Дмитрий/dmitri ' +
    '美咲/misaki 伟/wei-li محمد/mohammed Ελένη/eleni',
);

export const lastNames = parts(
  'Abbott Almeida Andersson Bauer Becker Brown Çelik/celik Castro Costa Da-Silva Diaz Dvořák/dvorak Fischer Fernández/fernandez ' +
    'Garcia Green Haddad Hansen Hughes Ito Ivanova Jensen Johansson Kaya Kim Kovács/kovacs Kowalska Larsen Laurent Lopez Martin ' +
    'Meyer Müller/mueller Nakamura Nguyen Novak Nowak OBrien/obrien Okafor Olsen Park Patel Pereira Petrov Rossi Ruiz Saito Santos ' +
    'Schäfer/schaefer Silva Singh Smith Strauß/strauss Tanaka Taylor Torres Weber Williams Wójcik/wojcik Yılmaz/yilmaz ' +
    'Соколова/sokolova 山田/yamada 王/wang حسن/hassan Παππάς/pappas',
);

export const teams: readonly string[] = [
  'Engineering',
  'Sales',
  'Support',
  'Finance',
  'Legal',
  'People',
  'Marketing',
  'Design',
  'Security',
  'Platform',
  'Data',
  'Research',
  'Operations',
  'Facilities',
  'Procurement',
  'Quality',
];

export const places: readonly string[] = [
  'Berlin',
  'São Paulo',
  'Tokyo',
  'Austin',
  'Zürich',
  'Kraków',
  'Sydney',
  'Łódź',
  '東京',
  'Nairobi',
];
