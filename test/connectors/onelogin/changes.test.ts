import { describeChanges } from '../../support/connector-changes';
import { changingOneLogin } from '../../support/onelogin-kinds';

describeChanges(changingOneLogin({ roleChangesTouchPeople: false }));
describeChanges(changingOneLogin({ roleChangesTouchPeople: true }));
